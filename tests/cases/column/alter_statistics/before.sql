CREATE TABLE notes (body text, more text);
ALTER TABLE notes ALTER more SET STATISTICS 0;
