CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW weights WITH (fillfactor = 70) AS SELECT weight, count(*) AS berries FROM berries GROUP BY weight;
CREATE UNIQUE INDEX weights_key ON weights (weight);
COMMENT ON COLUMN weights.berries IS 'How many';
CREATE MATERIALIZED VIEW doubled AS SELECT weight * 2 AS weight FROM weights WITH NO DATA;
