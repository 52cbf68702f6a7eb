CREATE TABLE tickets (title text, id serial PRIMARY KEY);
