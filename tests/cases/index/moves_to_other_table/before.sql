CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE TABLE u (a integer);
CREATE INDEX i ON t (a);
