CREATE TYPE place AS (street text);
CREATE TABLE houses (at place, former place[]);
