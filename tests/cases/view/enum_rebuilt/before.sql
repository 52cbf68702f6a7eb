CREATE TYPE taste AS ENUM ('sweet', 'sour', 'bitter');
CREATE TABLE berries (id integer, taste taste DEFAULT 'sour');
CREATE VIEW sour AS SELECT id FROM berries WHERE taste = 'sour';
CREATE VIEW ids AS SELECT id FROM sour;
CREATE FUNCTION liked(taste) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN $1 <> 'sour';
CREATE MATERIALIZED VIEW liked_berries AS SELECT id FROM berries WHERE liked(taste);
CREATE INDEX liked_berries_id ON liked_berries (id);
