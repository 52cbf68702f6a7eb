CREATE TYPE place AS (street text, number integer);
CREATE TABLE houses (at place);
INSERT INTO houses VALUES (ROW('Elm', 4)), (ROW(NULL, NULL)), (NULL);
