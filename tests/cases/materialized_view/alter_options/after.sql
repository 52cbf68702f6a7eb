CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE MATERIALIZED VIEW weights WITH (fillfactor = 80) AS SELECT weight FROM berries;
