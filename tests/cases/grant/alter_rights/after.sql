CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT, DELETE ON parcel TO pg_monitor;
