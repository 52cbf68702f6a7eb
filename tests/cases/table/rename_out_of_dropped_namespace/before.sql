CREATE SCHEMA old;
CREATE TABLE old.parcel (id int);
