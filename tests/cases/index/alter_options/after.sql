CREATE TABLE t (a integer, b text, c text, d jsonb);
CREATE INDEX i ON t (a) WITH (fillfactor = 80);
CREATE INDEX g ON t USING gin (d);
