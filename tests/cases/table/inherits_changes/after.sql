CREATE TABLE animal (name text NOT NULL, legs int DEFAULT 3, weight bigint, colour text, CONSTRAINT heavy CHECK (weight > 0));
CREATE TABLE bird (wings int) INHERITS (animal);
ALTER TABLE bird ALTER COLUMN legs SET DEFAULT 2;
CREATE TABLE dog () INHERITS (animal);
