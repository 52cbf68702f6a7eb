CREATE TABLE parcel (id int);
