CREATE TABLE t (id integer, name varchar(20));
CREATE INDEX i ON t (name);
