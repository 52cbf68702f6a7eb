CREATE TABLE parcel (id bigint);
CREATE FUNCTION toll(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT miles * 2';
ALTER TABLE parcel OWNER TO pg_monitor;
ALTER FUNCTION toll(integer) OWNER TO pg_monitor;
