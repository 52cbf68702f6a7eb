-- Out: one row a migration that ran or began to, oldest migration first. Skips nothing.
-- A ledger of an earlier version lacks the last columns.
SELECT
  l.id,
  l.checksum,
  pg_catalog.to_char(l.applied_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS applied_at,
  l.duration_ms,
  l.applied_by,
  l.statements_done,
  l.statements_total,
  l.reverting,
  coalesce((pg_catalog.to_jsonb(l) ->> 'statements_sent')::integer, 0) AS statements_sent,
  pg_catalog.to_jsonb(l) ->> 'sent_checksum' AS sent_checksum,
  coalesce(pg_catalog.to_jsonb(l) ->> 'origin', 'run') AS origin
FROM schema_diff.ledger l
ORDER BY l.id COLLATE "C"
