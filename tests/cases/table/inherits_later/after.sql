CREATE TABLE animal (name text, CONSTRAINT named CHECK (name <> ''));
CREATE TABLE dog (name text, breed text, CONSTRAINT named CHECK (name <> ''));
ALTER TABLE dog INHERIT animal;
