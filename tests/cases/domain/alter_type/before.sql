CREATE DOMAIN grams AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE shelves (id integer PRIMARY KEY, weight grams DEFAULT 5, weights grams[] NOT NULL);
CREATE INDEX heavy ON shelves (weight) WHERE weight > 10;
INSERT INTO shelves VALUES (1, 4, '{1,2}');
