CREATE PUBLICATION feed WITH (publish_via_partition_root = true);
