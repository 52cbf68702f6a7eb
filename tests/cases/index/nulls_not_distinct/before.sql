CREATE TABLE t (a integer, b text);
CREATE UNIQUE INDEX i ON t (lower(b), (a + 1));
