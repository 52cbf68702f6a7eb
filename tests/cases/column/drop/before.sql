CREATE TABLE t (id integer, name text, CONSTRAINT chk_t_name CHECK (name <> ''));
CREATE INDEX idx_t_name ON t (name);
COMMENT ON COLUMN t.name IS 'x';
