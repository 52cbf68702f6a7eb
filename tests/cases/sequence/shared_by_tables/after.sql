CREATE TABLE tickets (number bigint);
