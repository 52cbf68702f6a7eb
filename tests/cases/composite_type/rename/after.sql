CREATE TYPE site AS (street text);
CREATE TABLE houses (at site, former site[]);
