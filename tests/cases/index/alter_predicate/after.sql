CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE UNIQUE INDEX i ON t (b) WHERE a IS NOT NULL;
