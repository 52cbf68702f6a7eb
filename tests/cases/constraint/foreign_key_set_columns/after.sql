CREATE TABLE room (house int, number int, PRIMARY KEY (house, number));
CREATE TABLE bed (house int NOT NULL, room int, FOREIGN KEY (house, room) REFERENCES room (house, number) MATCH FULL ON DELETE SET NULL (room) ON UPDATE CASCADE);
