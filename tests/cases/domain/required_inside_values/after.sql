CREATE DOMAIN grams AS integer NOT NULL;
CREATE TABLE shelves (weights grams[] DEFAULT '{1}');
