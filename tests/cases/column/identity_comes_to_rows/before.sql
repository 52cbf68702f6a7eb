CREATE TABLE passes (id integer NOT NULL);
INSERT INTO passes VALUES (7);
