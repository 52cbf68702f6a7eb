CREATE TABLE tickets (number bigint, seat bigint);
CREATE SEQUENCE numbers;
