-- Out: one row a migration that ran or began to, oldest migration first. Skips nothing.
SELECT
  id,
  checksum,
  pg_catalog.to_char(applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS applied_at,
  duration_ms,
  applied_by,
  statements_done,
  statements_total,
  reverting
FROM schema_diff.ledger
ORDER BY id COLLATE "C"
