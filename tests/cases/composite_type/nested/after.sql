CREATE TYPE spot AS (x bigint, y bigint);
CREATE TYPE place AS (at spot, name text);
CREATE TABLE houses (place place);
