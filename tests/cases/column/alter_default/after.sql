CREATE TABLE t (id integer, a integer DEFAULT 2, b timestamptz DEFAULT now(), c text);
