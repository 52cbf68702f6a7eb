CREATE TABLE songs (title text);
CREATE TABLE albums (title text) PARTITION BY LIST (title);
CREATE INDEX by_title ON albums (title);
