CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE FUNCTION pick() RETURNS text LANGUAGE sql AS $$SELECT 'a'$$;
CREATE VIEW names AS SELECT id, name FROM berries;
ALTER VIEW names ALTER COLUMN name SET DEFAULT pick();
