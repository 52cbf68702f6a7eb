CREATE DOMAIN grams AS integer;
CREATE TABLE shelves (weights grams[] DEFAULT '{1}');
