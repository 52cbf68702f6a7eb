CREATE TABLE tickets (a serial, b integer);
