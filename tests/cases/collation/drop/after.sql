CREATE TABLE books (title text);
