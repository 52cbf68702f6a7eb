CREATE TABLE package (id bigint, weight numeric, remark text);
GRANT SELECT (remark) ON package TO pg_monitor;
GRANT INSERT ON package TO pg_monitor;
