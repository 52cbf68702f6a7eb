CREATE SEQUENCE ticket_numbers AS bigint;
