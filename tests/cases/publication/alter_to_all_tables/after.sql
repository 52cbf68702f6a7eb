CREATE TABLE parcel (id bigint PRIMARY KEY, weight numeric, note text);
CREATE PUBLICATION feed FOR ALL TABLES;
COMMENT ON PUBLICATION feed IS 'News.';
