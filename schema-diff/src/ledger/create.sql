CREATE TABLE schema_diff.ledger (
  id text PRIMARY KEY,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  duration_ms bigint NOT NULL,
  applied_by text NOT NULL DEFAULT CURRENT_USER,
  tool_version text NOT NULL,
  statements_done integer NOT NULL,
  statements_total integer NOT NULL,
  reverting boolean NOT NULL DEFAULT false,
  statements_sent integer NOT NULL DEFAULT 0,
  sent_checksum text,
  origin text NOT NULL DEFAULT 'run'
)
