CREATE TABLE diary (author varchar(60), line text);
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON diary USING (author = current_user);
COMMENT ON POLICY own ON diary IS 'one reads one''s own';
