-- Checks on domains.
-- In: nothing. Out: oid, the domain's oid, name, condition, whether values are known to meet it.
-- Skips: NOT NULL, which is part of the domain. Domains that are not modelled are left out by the reader.
SELECT
    k.oid,
    k.contypid AS domain_oid,
    k.conname::text AS name,
    pg_get_expr(k.conbin, 0) AS expr,
    k.convalidated AS validated
FROM pg_constraint AS k
WHERE k.contypid <> 0 AND k.contype = 'c'
ORDER BY k.contypid, k.conname
