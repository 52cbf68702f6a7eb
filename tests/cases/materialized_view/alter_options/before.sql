CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW weights WITH (autovacuum_enabled = false, fillfactor = 70) AS SELECT weight FROM berries;
