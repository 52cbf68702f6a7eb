CREATE TABLE zebras (id integer, title text, stripes bigint);
CREATE FUNCTION names() RETURNS SETOF text BEGIN ATOMIC SELECT title FROM zebras; END;
CREATE VIEW all_names AS SELECT names FROM names();
