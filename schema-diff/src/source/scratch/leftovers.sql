-- In: $1 what scratch names start with. Out: scratch databases with no session. Skips those in use.
SELECT
  d.datname
FROM pg_catalog.pg_database d
WHERE pg_catalog.starts_with(d.datname, $1)
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)
ORDER BY d.datname
