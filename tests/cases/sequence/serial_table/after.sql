CREATE TABLE tickets (id bigserial PRIMARY KEY, place smallserial);
