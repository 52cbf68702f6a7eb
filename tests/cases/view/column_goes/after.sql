CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, size integer);
CREATE VIEW heavy_berries AS SELECT id FROM berries WHERE size > 10;
