CREATE FUNCTION plus(state bigint, more integer) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 + COALESCE($2, 0);
CREATE FUNCTION minus(state bigint, less integer) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 - COALESCE($2, 0);
CREATE FUNCTION shown(state bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1::text;
CREATE FUNCTION joined(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 + $2;
CREATE AGGREGATE total(integer) (SFUNC = plus, STYPE = bigint, INITCOND = '10', PARALLEL = RESTRICTED);
CREATE VIEW totals AS SELECT total(n) AS n FROM generate_series(1, 3) AS n;
