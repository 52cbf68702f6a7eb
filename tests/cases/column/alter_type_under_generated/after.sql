CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX i ON t (b);
COMMENT ON COLUMN t.b IS 'twice';
