CREATE TYPE place AS (street text, number integer);
CREATE TABLE houses (id integer, at place DEFAULT ROW('Elm', 1)::place, former place[]);
CREATE INDEX by_place ON houses (at);
INSERT INTO houses VALUES (1, ROW('Elm, "x"', 4), ARRAY[ROW('Oak', 5)::place]), (2, NULL, NULL);
