CREATE TABLE zebras (id integer, name text);
CREATE FUNCTION names() RETURNS SETOF text BEGIN ATOMIC SELECT name FROM zebras; END;
CREATE VIEW all_names AS SELECT names FROM names();
