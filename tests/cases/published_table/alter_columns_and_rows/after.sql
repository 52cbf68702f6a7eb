CREATE PUBLICATION feed;
CREATE TABLE parcel (id bigint PRIMARY KEY, weight numeric, note text);
ALTER PUBLICATION feed ADD TABLE parcel (id, weight) WHERE (id > 5);
