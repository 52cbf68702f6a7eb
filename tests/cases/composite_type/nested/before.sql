CREATE TYPE spot AS (x integer, y integer);
CREATE TYPE place AS (at spot, name text);
CREATE TABLE houses (place place);
INSERT INTO houses VALUES (ROW(ROW(1, 2), 'Elm'));
