CREATE TABLE t (id integer, name varchar(10));
CREATE INDEX i ON t (name);
