CREATE COLLATION loose (provider = icu, locale = 'und', deterministic = false);
CREATE TABLE books (title text COLLATE loose);
