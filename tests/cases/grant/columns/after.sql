CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT (id, weight), UPDATE (note) ON parcel TO pg_monitor;
