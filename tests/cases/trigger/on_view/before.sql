CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
