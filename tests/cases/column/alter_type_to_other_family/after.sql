CREATE TABLE t (id integer, n bytea);
