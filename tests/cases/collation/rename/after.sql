CREATE COLLATION lenient (provider = icu, locale = 'und');
CREATE TABLE books (title text COLLATE lenient);
