CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW weights AS SELECT weight FROM berries;
CREATE INDEX weights_weight ON weights (weight DESC) WHERE weight > 0;
