CREATE TABLE notes (body text, more text);
ALTER TABLE notes ALTER more SET (n_distinct = 5, n_distinct_inherited = 6);
