CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION lore (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION lore ADD MAPPING FOR word WITH words;
CREATE TABLE tale (body text);
CREATE INDEX tale_body ON tale USING gin (to_tsvector('lore', body));
