CREATE EXTENSION btree_gist;
CREATE TABLE stay (room int, during daterange, PRIMARY KEY (room, during WITHOUT OVERLAPS));
CREATE TABLE meal (room int, during daterange, FOREIGN KEY (room, PERIOD during) REFERENCES stay (room, PERIOD during));
