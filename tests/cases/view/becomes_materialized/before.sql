CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy AS SELECT id, name FROM berries;
CREATE VIEW names AS SELECT name FROM heavy;
