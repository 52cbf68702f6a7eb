CREATE TABLE package (id bigint);
ALTER TABLE package OWNER TO pg_monitor;
