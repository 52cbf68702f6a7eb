CREATE TABLE parcel (id bigint PRIMARY KEY, weight numeric, note text);
CREATE PUBLICATION feed FOR ALL TABLES;
CREATE PUBLICATION "Some News" WITH (publish = 'insert, delete', publish_via_partition_root = true);
COMMENT ON PUBLICATION feed IS 'Everything.';
