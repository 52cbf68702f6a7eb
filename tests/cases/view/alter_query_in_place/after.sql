CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy_berries AS SELECT id, name, weight FROM berries WHERE weight > 20;
CREATE VIEW names AS SELECT name FROM heavy_berries;
