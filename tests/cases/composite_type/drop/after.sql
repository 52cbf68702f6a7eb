CREATE TABLE houses (id integer);
