CREATE TABLE tickets (a integer, b integer);
CREATE SEQUENCE tickets_a_seq AS integer OWNED BY tickets.b;
ALTER TABLE tickets ALTER b SET DEFAULT nextval('tickets_a_seq'), ALTER a SET NOT NULL;
