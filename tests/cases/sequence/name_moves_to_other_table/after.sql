CREATE SEQUENCE tickets_id_seq;
CREATE TABLE passes (id bigint DEFAULT nextval('tickets_id_seq'));
