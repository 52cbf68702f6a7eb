-- In: $1 id, $2 checksum, $3 duration in ms, $4 tool version, $5 statements done, $6 of how many, $7 reverting,
-- $8 statements sent, $9 their checksum, $10 how the row came to be.
-- Out: nothing. Applying time and user stay those of the first mark.
INSERT INTO schema_diff.ledger (
  id, checksum, duration_ms, tool_version, statements_done, statements_total, reverting, statements_sent,
  sent_checksum, origin
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (id) DO UPDATE SET
  checksum = excluded.checksum,
  duration_ms = excluded.duration_ms,
  tool_version = excluded.tool_version,
  statements_done = excluded.statements_done,
  statements_total = excluded.statements_total,
  reverting = excluded.reverting,
  statements_sent = excluded.statements_sent,
  sent_checksum = excluded.sent_checksum
