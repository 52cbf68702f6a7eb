CREATE TABLE t (a integer, CONSTRAINT taken UNIQUE (a));
CREATE TABLE u (b integer);
