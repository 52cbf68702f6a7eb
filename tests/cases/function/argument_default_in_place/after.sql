CREATE FUNCTION scaled(n integer DEFAULT 1, factor integer DEFAULT 3) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n * factor;
CREATE VIEW doubled AS SELECT scaled(4) AS n;
