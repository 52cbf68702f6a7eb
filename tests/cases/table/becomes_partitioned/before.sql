CREATE TABLE visit (place text NOT NULL, day date NOT NULL);
