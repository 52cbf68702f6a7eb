CREATE TABLE animal (name text NOT NULL, legs int DEFAULT 4, CONSTRAINT some_legs CHECK (legs >= 0));
CREATE TABLE pet (owner text);
CREATE TABLE bird (wings int) INHERITS (animal, pet);
ALTER TABLE bird ALTER COLUMN legs SET DEFAULT 2;
CREATE TABLE dog () INHERITS (animal);
CREATE INDEX dog_name ON dog (name);
ALTER TABLE ONLY dog ALTER COLUMN legs SET NOT NULL;
