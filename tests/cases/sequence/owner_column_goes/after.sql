CREATE TABLE tickets (number bigint);
CREATE SEQUENCE numbers;
