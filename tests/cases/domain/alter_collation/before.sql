CREATE DOMAIN title AS text;
CREATE TABLE books (name title UNIQUE);
