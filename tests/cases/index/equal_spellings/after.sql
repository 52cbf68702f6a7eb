CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX i ON t (((a + 1)));
CREATE INDEX j ON t (a int4_ops, b);
CREATE INDEX k ON t (lower(b)) WHERE (c = ANY (ARRAY['x', 'y']));
