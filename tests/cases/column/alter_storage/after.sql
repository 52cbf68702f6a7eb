CREATE TABLE notes (body text, more text, number numeric, fresh bytea);
ALTER TABLE notes ALTER body SET STORAGE EXTERNAL, ALTER number SET STORAGE EXTENDED, ALTER fresh SET STORAGE PLAIN;
