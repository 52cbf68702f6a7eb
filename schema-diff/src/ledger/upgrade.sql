ALTER TABLE schema_diff.ledger
  ADD COLUMN IF NOT EXISTS statements_sent integer NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS sent_checksum text,
  ADD COLUMN IF NOT EXISTS origin text NOT NULL DEFAULT 'run'
