CREATE TABLE parcel (id bigint);
