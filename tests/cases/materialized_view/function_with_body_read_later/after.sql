CREATE TABLE zz_jars (id integer);
CREATE FUNCTION jars() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM public.zz_jars';
CREATE MATERIALIZED VIEW jar_count AS SELECT jars() AS n;
