CREATE UNLOGGED TABLE songs (id bigint PRIMARY KEY, title text);
