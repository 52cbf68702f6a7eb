CREATE SEQUENCE numbers;
CREATE TABLE tickets (number bigint DEFAULT nextval('numbers'));
CREATE TABLE passes (number bigint DEFAULT nextval('numbers'));
