CREATE FUNCTION next_code(length integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT repeat('x', $1)$$;
CREATE TABLE codes (id integer, code text DEFAULT next_code(3), doubled text GENERATED ALWAYS AS (next_code(2)) STORED, CONSTRAINT sane CHECK (code <> next_code(1)));
CREATE INDEX codes_by ON codes ((next_code(id)));
CREATE VIEW shown AS SELECT next_code(id) AS code FROM codes;
