CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX i1 ON t (a DESC, b COLLATE "C" text_pattern_ops NULLS FIRST) INCLUDE (c) WITH (fillfactor = 70) WHERE a > 0;
CREATE UNIQUE INDEX i2 ON t (lower(b), (a + 1));
CREATE INDEX i3 ON t USING gin (d jsonb_path_ops);
CREATE INDEX i4 ON t USING hash (b);
CREATE INDEX i5 ON t USING brin (a) WITH (pages_per_range = 4);
