CREATE TABLE t (id integer, name text COLLATE "C");
CREATE INDEX i ON t (name);
