CREATE TABLE t (id integer, a integer DEFAULT 1, b timestamptz, c text DEFAULT 'x');
