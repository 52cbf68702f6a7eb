CREATE TABLE word (text text);
CREATE INDEX word_lower ON word (lower(text), text);
ALTER INDEX word_lower ALTER COLUMN 1 SET STATISTICS 500;
