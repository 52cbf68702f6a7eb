CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW heaviness AS SELECT weight FROM berries;
CREATE INDEX weights_weight ON heaviness (weight);
