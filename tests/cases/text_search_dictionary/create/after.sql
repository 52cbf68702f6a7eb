CREATE SCHEMA "Lex";
CREATE TEXT SEARCH DICTIONARY "Lex".words (TEMPLATE = snowball, language = 'english', stopwords = 'english');
COMMENT ON TEXT SEARCH DICTIONARY "Lex".words IS 'Stems.';
