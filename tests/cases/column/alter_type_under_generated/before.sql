CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX i ON t (b);
COMMENT ON COLUMN t.b IS 'twice';
