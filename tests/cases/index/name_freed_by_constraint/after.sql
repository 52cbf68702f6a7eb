CREATE TABLE t (a integer);
CREATE TABLE u (b integer);
CREATE INDEX taken ON u (b);
