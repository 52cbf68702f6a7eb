CREATE TABLE parcel (id bigint);
ALTER TABLE parcel OWNER TO pg_read_all_data;
