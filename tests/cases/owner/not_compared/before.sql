CREATE FUNCTION toll(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT miles * 2';
CREATE TABLE parcel (id bigint);
ALTER FUNCTION toll(integer) OWNER TO pg_monitor;
ALTER TABLE parcel OWNER TO pg_monitor;
