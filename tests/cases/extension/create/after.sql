CREATE EXTENSION pg_trgm;
CREATE TABLE t (name text);
CREATE INDEX idx_t_name ON t USING gin (name gin_trgm_ops);
