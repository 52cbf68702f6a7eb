CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT ON parcel TO PUBLIC;
CREATE SCHEMA depot;
GRANT USAGE ON SCHEMA depot TO pg_monitor;
CREATE TYPE depot.size AS ENUM ('s', 'l');
GRANT USAGE ON TYPE depot.size TO pg_monitor;
