CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight bigint);
CREATE VIEW heavy_berries AS SELECT id, weight FROM berries;
CREATE VIEW sums AS SELECT sum(weight) AS total FROM heavy_berries;
COMMENT ON COLUMN sums.total IS 'In grams';
