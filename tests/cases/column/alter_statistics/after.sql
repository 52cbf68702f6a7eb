CREATE TABLE notes (body text, more text, fresh text);
ALTER TABLE notes ALTER body SET STATISTICS 500, ALTER fresh SET STATISTICS 10;
