CREATE SCHEMA box;
CREATE COLLATION box."Loose" (provider = icu, locale = 'und');
CREATE TABLE box.books (title text COLLATE box."Loose");
CREATE INDEX by_title ON box.books (title COLLATE "C");
CREATE INDEX by_title_again ON box.books (lower(title) COLLATE box."Loose");
