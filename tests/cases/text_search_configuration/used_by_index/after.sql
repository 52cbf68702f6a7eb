CREATE TEXT SEARCH CONFIGURATION lore (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION lore ADD MAPPING FOR word WITH simple;
CREATE TABLE tale (body text);
CREATE INDEX tale_body ON tale USING gin (to_tsvector('lore', body));
