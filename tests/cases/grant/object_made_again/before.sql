CREATE FUNCTION toll(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT miles * 2';
REVOKE ALL ON FUNCTION toll(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION toll(integer) TO pg_monitor;
