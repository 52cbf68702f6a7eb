CREATE FUNCTION base(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN n;
CREATE FUNCTION built(n integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN base(n) + 1;
CREATE TABLE t (id integer DEFAULT built(1));
