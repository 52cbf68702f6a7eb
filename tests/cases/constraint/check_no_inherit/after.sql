CREATE TABLE animal (legs int, CONSTRAINT none CHECK (legs IS NULL) NO INHERIT);
CREATE TABLE dog () INHERITS (animal);
