CREATE FUNCTION toll(miles integer) RETURNS bigint LANGUAGE sql AS 'SELECT miles * 2';
ALTER FUNCTION toll(integer) OWNER TO pg_monitor;
