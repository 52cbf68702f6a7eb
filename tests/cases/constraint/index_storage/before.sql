CREATE TABLE room (number int, PRIMARY KEY (number) WITH (fillfactor = 70));
CREATE TABLE slot (during int4range);
