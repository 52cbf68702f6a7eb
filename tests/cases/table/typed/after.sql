CREATE TYPE point3 AS (x int, y int, z int);
CREATE TABLE corner OF point3 (x WITH OPTIONS NOT NULL DEFAULT 1, PRIMARY KEY (x));
