CREATE SCHEMA old;
CREATE TYPE old.mood AS ENUM ('sad');
CREATE TABLE old.parcel (id int PRIMARY KEY, mood old.mood);
CREATE INDEX parcel_mood ON old.parcel (mood);
CREATE FUNCTION old.f(old.mood) RETURNS old.mood LANGUAGE sql AS 'SELECT $1';
GRANT USAGE ON SCHEMA old TO pg_monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA old GRANT SELECT ON TABLES TO pg_monitor;
