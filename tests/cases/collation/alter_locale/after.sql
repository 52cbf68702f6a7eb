CREATE COLLATION loose (provider = icu, locale = 'de-u-co-phonebk');
CREATE TABLE books (title text COLLATE loose UNIQUE, author text);
CREATE INDEX by_author ON books (author COLLATE loose);
CREATE DOMAIN caption AS text COLLATE loose;
CREATE TABLE pictures (caption caption);
