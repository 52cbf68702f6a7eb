CREATE TABLE diary (author text, line text);
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON diary USING (author = current_user);
