CREATE TYPE place AS (street text, number bigint, zip text);
CREATE TABLE houses (at place);
