CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW all_berries AS SELECT id, name FROM berries;
ALTER VIEW all_berries ALTER COLUMN id SET DEFAULT 1, ALTER COLUMN name SET DEFAULT 'b';
