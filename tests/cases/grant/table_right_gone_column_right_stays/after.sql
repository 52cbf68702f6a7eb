CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT ON parcel TO pg_monitor;
GRANT UPDATE (note), SELECT (id) ON parcel TO pg_monitor;
