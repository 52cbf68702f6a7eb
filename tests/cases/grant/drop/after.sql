CREATE TABLE parcel (id bigint, weight numeric, note text);
