CREATE FUNCTION toll(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT miles * 2';
ALTER FUNCTION toll(integer) OWNER TO pg_monitor;
