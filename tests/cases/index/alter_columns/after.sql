CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX i ON t (a, b);
