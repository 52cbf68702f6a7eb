CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, accept = false);
