CREATE TABLE people (id integer PRIMARY KEY, mood text NOT NULL DEFAULT 'ok');
