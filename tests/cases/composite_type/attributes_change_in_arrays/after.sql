CREATE TYPE place AS (street text, name text, number integer);
CREATE TABLE houses (id integer, at place[]);
