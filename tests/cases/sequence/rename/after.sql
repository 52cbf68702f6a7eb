CREATE SEQUENCE ticket_numbers;
CREATE TABLE tickets (number bigint DEFAULT nextval('ticket_numbers'));
