CREATE TABLE stay (room int);
