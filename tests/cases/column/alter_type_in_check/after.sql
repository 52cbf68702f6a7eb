CREATE TABLE t (id integer, name text CONSTRAINT chk CHECK (name IN ('a', 'b')));
