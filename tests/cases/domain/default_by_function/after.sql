CREATE FUNCTION first_weight() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;
CREATE DOMAIN grams AS integer DEFAULT first_weight();
