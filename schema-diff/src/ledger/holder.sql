-- In: $1 the key of an advisory lock. Out: at most one row, the session that holds it in this database.
SELECT
  l.pid,
  coalesce(nullif(a.application_name, ''), 'unnamed') AS application,
  coalesce(a.usename::text, 'unknown') AS "user",
  coalesce(pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'unknown') AS since
FROM pg_catalog.pg_locks l
LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype = 'advisory'
  AND l.granted
  AND l.objsubid = 1
  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
  AND l.classid::bigint = ($1::bigint >> 32) & 4294967295
  AND l.objid::bigint = $1::bigint & 4294967295
ORDER BY l.pid
LIMIT 1
