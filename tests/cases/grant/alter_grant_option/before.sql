CREATE TABLE parcel (id bigint, weight numeric, note text);
GRANT SELECT ON parcel TO pg_monitor WITH GRANT OPTION;
GRANT INSERT ON parcel TO pg_monitor;
