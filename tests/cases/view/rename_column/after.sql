CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy AS SELECT id, name AS title FROM berries WHERE weight > 10;
COMMENT ON COLUMN heavy.title IS 'As sold';
CREATE VIEW names AS SELECT title AS name FROM heavy;
