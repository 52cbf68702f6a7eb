-- In: nothing. Out: one row, whether the ledger may go: it is empty, nothing is beside it, and this user owns it and
-- could make it again.
SELECT
  NOT EXISTS (SELECT FROM schema_diff.ledger)
  AND pg_catalog.pg_has_role(n.nspowner, 'USAGE')
  AND pg_catalog.pg_has_role(c.relowner, 'USAGE')
  AND pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_class o WHERE o.relnamespace = n.oid AND o.relkind IN ('r', 'v', 'S', 'm') AND o.oid <> c.oid
  )
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.pronamespace = n.oid) AS idle
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
WHERE n.nspname = 'schema_diff' AND c.relname = 'ledger'
