CREATE TABLE part (number int);
