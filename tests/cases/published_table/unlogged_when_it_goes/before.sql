CREATE TABLE songs (id bigint PRIMARY KEY, title text);
CREATE PUBLICATION news FOR TABLE songs;
