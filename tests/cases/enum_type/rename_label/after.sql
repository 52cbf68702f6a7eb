CREATE TYPE mood AS ENUM ('sad', 'fine');
CREATE TABLE people (id integer PRIMARY KEY, mood mood NOT NULL DEFAULT 'fine');
