CREATE COLLATION loose (provider = icu, locale = 'und');
CREATE TABLE books (title text COLLATE loose);
