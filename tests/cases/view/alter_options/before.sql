CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy_berries WITH (security_barrier = true) AS SELECT id, name FROM berries WHERE weight > 10;
