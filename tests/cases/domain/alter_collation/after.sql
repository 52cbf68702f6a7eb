CREATE DOMAIN title AS text COLLATE "C";
CREATE TABLE books (name title UNIQUE);
