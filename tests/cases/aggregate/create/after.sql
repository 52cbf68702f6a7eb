CREATE FUNCTION plus(state bigint, more integer) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 + COALESCE($2, 0);
CREATE FUNCTION minus(state bigint, less integer) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 - COALESCE($2, 0);
CREATE FUNCTION shown(state bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1::text;
CREATE FUNCTION joined(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1 + $2;
CREATE AGGREGATE total(integer) (SFUNC = plus, STYPE = bigint, SSPACE = 32, FINALFUNC = shown, FINALFUNC_MODIFY = SHAREABLE, COMBINEFUNC = joined, INITCOND = '0', PARALLEL = SAFE,
    MSFUNC = plus, MINVFUNC = minus, MSTYPE = bigint, MSSPACE = 16, MFINALFUNC = shown, MFINALFUNC_MODIFY = READ_WRITE, MINITCOND = '0');
CREATE AGGREGATE rows_seen(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
CREATE AGGREGATE least_text(text) (SFUNC = text_smaller, STYPE = text, SORTOP = <);
CREATE AGGREGATE middle(fraction double precision ORDER BY double precision) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
CREATE AGGREGATE place(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
COMMENT ON AGGREGATE rows_seen(*) IS 'Counts';
COMMENT ON AGGREGATE total(integer) IS 'Adds';
