CREATE TABLE room (number int, house int);
ALTER TABLE room ADD CONSTRAINT room_number UNIQUE (number);
COMMENT ON INDEX room_number IS 'one';
