CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT ON parcel TO pg_monitor;
GRANT SELECT (id), UPDATE (note) ON parcel TO pg_monitor;
