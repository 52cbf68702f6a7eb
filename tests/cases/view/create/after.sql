CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy_berries WITH (security_barrier) AS SELECT id, name FROM berries WHERE weight > 10;
CREATE VIEW names AS SELECT name FROM heavy_berries;
COMMENT ON VIEW names IS 'Only names';
