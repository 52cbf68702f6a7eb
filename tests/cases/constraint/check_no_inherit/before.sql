CREATE TABLE animal (legs int);
CREATE TABLE dog () INHERITS (animal);
