CREATE PUBLICATION feed;
CREATE TABLE parcel (id bigint PRIMARY KEY, weight numeric, note text);
CREATE TABLE depot (id int);
ALTER PUBLICATION feed ADD TABLE parcel, depot;
