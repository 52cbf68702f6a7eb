CREATE TABLE zebras (id integer);
CREATE FUNCTION zebra_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM zebras';
CREATE VIEW zebra_view AS SELECT zebra_count() AS n;
