CREATE PUBLICATION feed;
CREATE TABLE parcel (id bigint PRIMARY KEY, weight numeric, note text);
