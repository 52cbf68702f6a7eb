CREATE TABLE queue (place int, UNIQUE (place));
