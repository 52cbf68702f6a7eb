CREATE TABLE a (id int);
CREATE TABLE b (name text);
