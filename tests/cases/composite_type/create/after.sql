CREATE TYPE place AS (street text COLLATE "C", number integer, zip varchar(10));
CREATE TYPE empty AS ();
CREATE TABLE houses (at place, former place[]);
