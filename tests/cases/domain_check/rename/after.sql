CREATE DOMAIN grams AS integer CONSTRAINT more_than_nothing CHECK (VALUE > 0);
