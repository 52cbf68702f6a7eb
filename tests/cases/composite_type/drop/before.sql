CREATE TYPE place AS (street text);
CREATE TABLE houses (id integer, at place);
