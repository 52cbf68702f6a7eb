CREATE TABLE t (id integer, name varchar(10) CONSTRAINT chk CHECK (name IN ('a', 'b')));
