CREATE TYPE place AS (street varchar(10), number integer);
CREATE FUNCTION shown(place) RETURNS text LANGUAGE sql AS $$ SELECT ($1).street::text $$;
