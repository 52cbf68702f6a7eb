CREATE SCHEMA box;
CREATE SEQUENCE box."Odd name" INCREMENT BY 2;
CREATE TABLE box.tickets (id serial, number bigint DEFAULT nextval('box."Odd name"'));
