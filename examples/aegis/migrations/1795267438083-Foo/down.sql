-- 1795267438083-Foo, down
--
-- Write what takes it back.
-- Statements share one transaction up to the next cut. The cuts are comment lines of their own:
--   "schema-diff: transaction" starts another transaction,
--   "schema-diff: no-transaction" runs what follows one by one, for CREATE INDEX CONCURRENTLY,
--   "schema-diff: loses users.note" says that the file destroys that object's data.

-- schema-diff: transaction

