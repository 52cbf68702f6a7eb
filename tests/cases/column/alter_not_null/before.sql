CREATE TABLE t (id integer, a integer, b integer NOT NULL);
