CREATE FUNCTION toll(miles integer) RETURNS integer LANGUAGE sql AS 'SELECT miles * 2';
CREATE TABLE parcel (id bigint, note text);
