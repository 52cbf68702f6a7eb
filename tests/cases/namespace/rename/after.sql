CREATE SCHEMA fresh;
CREATE TYPE fresh.mood AS ENUM ('sad');
CREATE TABLE fresh.parcel (id int PRIMARY KEY, mood fresh.mood, note text);
CREATE INDEX parcel_mood ON fresh.parcel (mood);
CREATE FUNCTION fresh.f(fresh.mood) RETURNS fresh.mood LANGUAGE sql AS 'SELECT $1';
GRANT USAGE ON SCHEMA fresh TO pg_monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA fresh GRANT SELECT ON TABLES TO pg_monitor;
REVOKE ALL ON fresh.parcel FROM pg_monitor;
