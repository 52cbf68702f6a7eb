CREATE TABLE tickets (id serial);
