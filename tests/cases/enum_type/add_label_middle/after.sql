CREATE TYPE mood AS ENUM ('awful', 'sad', 'meh', 'so-so', 'ok');
CREATE TABLE people (id integer PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok');
