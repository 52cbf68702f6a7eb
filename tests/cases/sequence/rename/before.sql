CREATE SEQUENCE numbers;
CREATE TABLE tickets (number bigint DEFAULT nextval('numbers'));
