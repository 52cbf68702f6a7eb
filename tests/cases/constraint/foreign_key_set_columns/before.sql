CREATE TABLE room (house int, number int, PRIMARY KEY (house, number));
CREATE TABLE bed (house int NOT NULL, room int);
