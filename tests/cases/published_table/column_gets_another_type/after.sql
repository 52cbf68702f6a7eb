CREATE PUBLICATION feed;
CREATE TABLE parcel (id bigint PRIMARY KEY, weight double precision, note text);
ALTER PUBLICATION feed SET (publish = 'insert');
ALTER PUBLICATION feed ADD TABLE parcel (id, weight) WHERE (weight > 3);
