CREATE TABLE diary (line text);
