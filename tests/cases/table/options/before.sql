CREATE TABLE reading (value int) WITH (fillfactor = 70);
