CREATE DOMAIN grams AS integer CHECK (VALUE > 0);
CREATE TABLE shelves (id integer, weight grams);
