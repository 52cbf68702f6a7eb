CREATE TABLE animal (name text, legs int DEFAULT 4, weight int);
CREATE TABLE bird (wings int) INHERITS (animal);
ALTER TABLE bird ALTER COLUMN legs SET DEFAULT 2;
CREATE TABLE dog () INHERITS (animal);
