CREATE TABLE notes (body text, more text);
ALTER TABLE notes ALTER body SET (n_distinct = -0.5), ALTER more SET (n_distinct_inherited = 7);
