-- Enum types.
-- In: nothing. Out: oid, the oid of its array type, namespace, name, labels in the server's order.
-- Skips: the system's namespaces, the tool's own, those of extensions.
SELECT
    t.oid,
    t.typarray AS array_oid,
    n.nspname::text AS namespace,
    t.typname::text AS name,
    ARRAY(
        SELECT l.enumlabel::text
        FROM pg_enum AS l
        WHERE l.enumtypid = t.oid
        ORDER BY l.enumsortorder
    ) AS labels
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
WHERE t.typtype = 'e'
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, t.typname
