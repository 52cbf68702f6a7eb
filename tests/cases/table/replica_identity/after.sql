CREATE TABLE part (number int NOT NULL, bin text NOT NULL);
CREATE UNIQUE INDEX part_number ON part (number);
ALTER TABLE part REPLICA IDENTITY USING INDEX part_number;
