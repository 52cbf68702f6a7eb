CREATE TYPE mood AS ENUM ('ok', 'sad');
CREATE TABLE people (id integer PRIMARY KEY, mood mood NOT NULL DEFAULT 'ok');
