CREATE SCHEMA depot;
ALTER SCHEMA depot OWNER TO pg_monitor;
CREATE TABLE depot."Parcel" (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
ALTER TABLE depot."Parcel" OWNER TO pg_monitor;
CREATE TYPE depot.size AS ENUM ('s');
ALTER TYPE depot.size OWNER TO pg_monitor;
