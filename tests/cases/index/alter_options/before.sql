CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX i ON t (a) WITH (deduplicate_items = off, fillfactor = 70);
CREATE INDEX g ON t USING gin (d) WITH (fastupdate = off);
