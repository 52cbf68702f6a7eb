CREATE TABLE t (id int, s varchar(9), CONSTRAINT sc CHECK (s IN ('a','b')));
CREATE VIEW w AS SELECT id FROM t WHERE s IN ('x','y');
CREATE VIEW v AS SELECT id AS one FROM t;
