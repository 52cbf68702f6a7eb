-- Extensions.
-- In: nothing. Out: oid, name, the namespace of its objects.
-- Skips: what every database is born with (plpgsql).
SELECT
    x.oid,
    x.extname::text AS name,
    n.nspname::text AS namespace
FROM pg_extension AS x
JOIN pg_namespace AS n ON n.oid = x.extnamespace
WHERE x.oid >= 16384
ORDER BY x.extname
