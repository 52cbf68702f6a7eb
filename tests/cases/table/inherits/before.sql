CREATE TABLE animal (name text NOT NULL, legs int DEFAULT 4, CONSTRAINT some_legs CHECK (legs >= 0));
CREATE TABLE pet (owner text);
