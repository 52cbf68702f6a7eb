CREATE TABLE b (id int);
CREATE TABLE a (name text);
