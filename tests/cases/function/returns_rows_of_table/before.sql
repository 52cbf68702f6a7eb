CREATE TABLE zebras (id integer, name text);
CREATE FUNCTION all_zebras() RETURNS SETOF zebras LANGUAGE sql AS 'SELECT * FROM zebras';
CREATE FUNCTION describe(z zebras) RETURNS text LANGUAGE sql AS 'SELECT z.name';
