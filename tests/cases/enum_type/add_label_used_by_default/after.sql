CREATE TYPE mood AS ENUM ('sad', 'meh', 'ok');
CREATE TABLE people (id integer PRIMARY KEY, mood mood NOT NULL DEFAULT 'meh');
