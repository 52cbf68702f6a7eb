CREATE COLLATION plain (provider = libc, locale = 'C');
CREATE TABLE books (title text COLLATE plain);
