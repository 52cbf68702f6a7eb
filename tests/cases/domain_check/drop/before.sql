CREATE DOMAIN grams AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE shelves (weight grams);
