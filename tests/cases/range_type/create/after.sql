CREATE FUNCTION apart(double precision, double precision) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$ SELECT $1 - $2 $$;
CREATE TYPE lengths AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = apart, MULTIRANGE_TYPE_NAME = many_lengths);
CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops);
CREATE TABLE shelves (fits lengths, all_fits many_lengths, ab words);
