CREATE TABLE shelves (id integer);
