-- In: nothing. Out: one row, whether the namespace is there and how many columns the ledger has, 0 where there is none.
SELECT
  pg_catalog.to_regnamespace('schema_diff') IS NOT NULL AS has_namespace,
  (
    SELECT count(*)
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = pg_catalog.to_regclass('schema_diff.ledger') AND a.attnum > 0 AND NOT a.attisdropped
  ) AS columns
