CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE VIEW heavy AS SELECT id FROM berries WHERE weight > 10;
COMMENT ON VIEW heavy IS 'Heavy ones';
CREATE VIEW ids AS SELECT id FROM heavy;
