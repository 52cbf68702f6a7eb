CREATE DOMAIN grams AS integer;
CREATE TABLE shelves (weight grams);
