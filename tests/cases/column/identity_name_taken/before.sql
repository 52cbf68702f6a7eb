CREATE TABLE passes (id integer);
CREATE SEQUENCE passes_id_seq;
