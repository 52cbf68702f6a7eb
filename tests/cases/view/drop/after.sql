CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
