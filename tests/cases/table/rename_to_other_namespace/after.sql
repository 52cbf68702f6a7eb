CREATE SCHEMA depot;
CREATE TABLE depot.package (id int PRIMARY KEY, note text);
CREATE INDEX parcel_note ON depot.package (note);
CREATE TABLE label (parcel_id int REFERENCES depot.package);
GRANT SELECT ON depot.package TO pg_monitor;
