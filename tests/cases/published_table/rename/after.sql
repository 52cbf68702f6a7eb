CREATE PUBLICATION feed;
CREATE TABLE package (id bigint PRIMARY KEY, weight numeric, note text);
ALTER PUBLICATION feed ADD TABLE package;
