CREATE TYPE place AS (street text, number bigint);
CREATE TABLE houses (id integer, at place DEFAULT ROW('Elm', 1)::place, former place[]);
CREATE INDEX by_place ON houses (at);
