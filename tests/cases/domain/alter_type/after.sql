CREATE DOMAIN grams AS bigint CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE shelves (id integer PRIMARY KEY, weight grams DEFAULT 5, weights grams[] NOT NULL);
CREATE INDEX heavy ON shelves (weight) WHERE weight > 10;
