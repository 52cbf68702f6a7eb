CREATE TABLE diary (author text, line text);
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION reader(t text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE POLICY own ON diary USING (reader(author));
