CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX idx_t_a ON t (a);
CREATE INDEX idx_t_b ON t (b);
