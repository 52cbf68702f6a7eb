CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW weights AS SELECT DISTINCT weight FROM berries;
CREATE INDEX weights_weight ON weights (weight);
COMMENT ON INDEX weights_weight IS 'By weight';
CREATE VIEW top AS SELECT max(weight) AS weight FROM weights;
