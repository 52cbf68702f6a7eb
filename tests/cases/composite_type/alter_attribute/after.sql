CREATE TYPE place AS (street varchar(20), number bigint);
CREATE FUNCTION shown(place) RETURNS text LANGUAGE sql AS $$ SELECT ($1).street::text $$;
