CREATE SCHEMA depot;
CREATE FUNCTION depot.fee(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
