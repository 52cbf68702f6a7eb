CREATE TABLE part (number int, bin text);
CREATE INDEX part_number ON part (number);
CREATE INDEX part_bin ON part (bin);
ALTER TABLE part CLUSTER ON part_bin;
