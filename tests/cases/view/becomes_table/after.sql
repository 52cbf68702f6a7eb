CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE TABLE heavy (id integer, name text);
CREATE VIEW names AS SELECT name FROM heavy;
