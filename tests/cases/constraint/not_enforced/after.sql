CREATE TABLE stay (room int, CONSTRAINT low CHECK (room < 9) NOT ENFORCED);
