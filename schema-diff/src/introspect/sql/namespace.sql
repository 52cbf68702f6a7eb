-- Namespaces.
-- In: nothing. Out: oid, name.
-- Skips: the system's, temporary ones, the tool's own, those of extensions.
SELECT
    n.oid,
    n.nspname::text AS name
FROM pg_namespace AS n
WHERE n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname
