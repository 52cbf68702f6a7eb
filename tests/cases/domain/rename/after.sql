CREATE DOMAIN weight_in_grams AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE shelves (weight weight_in_grams, weights weight_in_grams[]);
