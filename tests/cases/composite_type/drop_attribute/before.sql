CREATE TYPE place AS (street text, number integer);
CREATE TABLE houses (at place);
