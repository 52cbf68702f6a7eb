CREATE DOMAIN grams AS integer NOT NULL;
CREATE TABLE shelves (weight grams);
