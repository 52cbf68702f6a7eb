CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT, INSERT ON parcel TO pg_monitor;
GRANT DELETE ON parcel TO PUBLIC;
