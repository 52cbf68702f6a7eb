CREATE FUNCTION f() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE t (a integer DEFAULT f(), b bigint DEFAULT 0, CONSTRAINT chk_t_b CHECK (b >= f()));
CREATE INDEX idx_t ON t ((a + f()));
