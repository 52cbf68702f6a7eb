CREATE TABLE songs (title text) WITH (parallel_workers = 2, fillfactor = 80);
CREATE INDEX idx_songs_title ON songs (title) WITH (fillfactor = 70, deduplicate_items = off);
