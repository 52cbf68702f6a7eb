CREATE TABLE parcel (id bigint);
CREATE FUNCTION toll(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT miles * 2';
