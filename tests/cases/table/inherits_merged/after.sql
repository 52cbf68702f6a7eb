CREATE TABLE animal (name text);
CREATE TABLE dog (name text DEFAULT 'rex', breed text) INHERITS (animal);
