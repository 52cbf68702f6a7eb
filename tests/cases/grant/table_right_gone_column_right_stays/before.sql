CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT, UPDATE ON parcel TO pg_monitor;
GRANT UPDATE (note, id) ON parcel TO pg_monitor;
