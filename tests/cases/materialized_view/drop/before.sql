CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW weights AS SELECT weight, count(*) AS berries FROM berries GROUP BY weight;
CREATE UNIQUE INDEX weights_key ON weights (weight);
