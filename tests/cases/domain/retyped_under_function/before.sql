CREATE DOMAIN grams AS integer;
CREATE TABLE shelves (load grams);
CREATE FUNCTION heavier(grams) RETURNS grams LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE INDEX heavy ON shelves (heavier(load));
