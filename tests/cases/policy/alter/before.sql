CREATE TABLE diary (author text, line text);
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON diary TO pg_monitor USING (author = current_user);
