CREATE DOMAIN weight AS numeric(8,2);
CREATE DOMAIN grams AS weight CONSTRAINT positive CHECK (VALUE > 0::numeric);
CREATE TABLE shelves (load grams NOT NULL);
