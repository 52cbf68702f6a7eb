CREATE TABLE u (b integer);
COMMENT ON COLUMN u.b IS 'x';
