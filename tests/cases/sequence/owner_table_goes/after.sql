CREATE SEQUENCE tickets_number_seq;
