CREATE FUNCTION scaled(n integer, factor integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n * factor;
CREATE VIEW doubled AS SELECT scaled(4) AS n;
