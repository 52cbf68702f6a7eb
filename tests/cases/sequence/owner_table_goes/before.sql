CREATE TABLE tickets (number bigserial);
