CREATE TABLE diary (author text, line text);
