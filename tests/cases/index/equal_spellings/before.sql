CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX i ON t ((a + 1));
CREATE INDEX j ON t (a, b text_ops ASC NULLS LAST);
CREATE INDEX k ON t USING btree (lower(b)) WHERE c IN ('x', 'y');
