CREATE TABLE room (number int, house int);
ALTER TABLE room ADD CONSTRAINT room_number UNIQUE (number, house);
ALTER TABLE room ADD PRIMARY KEY (house);
COMMENT ON CONSTRAINT room_number ON room IS 'three';
COMMENT ON INDEX room_number IS 'two';
COMMENT ON INDEX room_pkey IS 'the house';
