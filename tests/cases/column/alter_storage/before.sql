CREATE TABLE notes (body text, more text, number numeric);
ALTER TABLE notes ALTER more SET STORAGE MAIN;
