CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT (note) ON parcel TO pg_monitor;
GRANT INSERT ON parcel TO pg_monitor;
