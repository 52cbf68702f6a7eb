CREATE TABLE t (id integer, n text DEFAULT '1', CONSTRAINT u UNIQUE (n));
