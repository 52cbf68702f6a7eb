CREATE FUNCTION fits(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 > 0 $$;
CREATE DOMAIN grams AS integer CONSTRAINT fitting CHECK (fits(VALUE));
