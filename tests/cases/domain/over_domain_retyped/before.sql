CREATE DOMAIN weight AS integer;
CREATE DOMAIN grams AS weight CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE shelves (load grams NOT NULL);
INSERT INTO shelves VALUES (3);
