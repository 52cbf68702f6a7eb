CREATE FUNCTION plus(state bigint, more integer) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 + COALESCE($2, 0);
CREATE FUNCTION minus(state bigint, less integer) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 - COALESCE($2, 0);
CREATE FUNCTION shown(state bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1::text;
CREATE FUNCTION joined(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 + $2;
CREATE FUNCTION total(integer) RETURNS integer LANGUAGE sql RETURN $1;
