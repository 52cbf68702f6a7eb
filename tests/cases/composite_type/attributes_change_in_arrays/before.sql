CREATE TYPE place AS (door text, street text, number bigint);
CREATE TABLE houses (id integer, at place[]);
INSERT INTO houses VALUES (1, ARRAY[ROW('red', 'Elm', 4), NULL, ROW(NULL, 'Oak', 7)]::place[]), (2, NULL), (3, '{}');
