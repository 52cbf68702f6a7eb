CREATE TABLE diary (author text, line text);
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
