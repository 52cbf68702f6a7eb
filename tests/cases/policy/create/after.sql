CREATE TABLE diary (author text, line text);
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON diary USING (author = current_user) WITH CHECK (line <> '');
CREATE POLICY "Not on Sundays" ON diary AS RESTRICTIVE FOR INSERT TO pg_monitor, pg_signal_backend WITH CHECK (extract(dow FROM now()) > 0);
CREATE POLICY reading ON diary FOR SELECT TO PUBLIC USING (true);
