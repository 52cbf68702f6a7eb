CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy AS SELECT id, name FROM berries WHERE weight > 10;
COMMENT ON COLUMN heavy.name IS 'As sold';
CREATE VIEW names AS SELECT name FROM heavy;
