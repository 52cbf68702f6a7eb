CREATE SCHEMA box;
CREATE TABLE box.books (title text);
