CREATE DOMAIN grams AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE TABLE shelves (weight integer, load text, rows integer[]);
INSERT INTO shelves VALUES (1, '2', '{3}');
