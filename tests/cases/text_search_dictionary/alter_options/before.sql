CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, stopwords = 'english');
