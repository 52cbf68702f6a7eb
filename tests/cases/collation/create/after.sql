CREATE COLLATION plain (provider = libc, locale = 'C');
CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE books (title text COLLATE loose, author text COLLATE plain);
CREATE INDEX by_title ON books (author COLLATE loose);
CREATE DOMAIN caption AS text COLLATE loose;
