CREATE TABLE parcel (id int PRIMARY KEY, note text);
CREATE INDEX parcel_note ON parcel (note);
CREATE TABLE label (parcel_id int REFERENCES parcel);
GRANT SELECT ON parcel TO pg_monitor;
