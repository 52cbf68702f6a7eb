CREATE FUNCTION first_weight() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
CREATE DOMAIN grams AS integer DEFAULT first_weight();
