CREATE EXTENSION btree_gist;
CREATE TABLE stay (room int, during daterange);
