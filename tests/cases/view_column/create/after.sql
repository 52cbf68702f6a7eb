CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW names AS SELECT id, name FROM berries;
ALTER VIEW names ALTER COLUMN name SET DEFAULT 'unknown';
COMMENT ON COLUMN names.name IS 'As sold';
