CREATE TABLE parcel (id bigint);
ALTER TABLE parcel OWNER TO pg_monitor;
