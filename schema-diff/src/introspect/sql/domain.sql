-- Domains.
-- In: nothing. Out: oid, the oid of its array type, namespace, name, what it consists of, the name of its NOT NULL
-- constraint on servers that keep one.
-- Skips: the system's namespaces, the tool's own, those of extensions.
SELECT
    t.oid,
    t.typarray AS array_oid,
    n.nspname::text AS namespace,
    t.typname::text AS name,
    format_type(t.typbasetype, t.typtypmod) AS base,
    COALESCE(pg_get_expr(t.typdefaultbin, 0), t.typdefault) AS expr,
    t.typnotnull AS not_null,
    k.oid AS not_null_oid,
    k.conname::text AS not_null_name,
    CASE WHEN t.typcollation <> b.typcollation THEN ln.nspname::text END AS collation_namespace,
    CASE WHEN t.typcollation <> b.typcollation THEN l.collname::text END AS collation_name
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
JOIN pg_type AS b ON b.oid = t.typbasetype
LEFT JOIN pg_constraint AS k ON k.contypid = t.oid AND k.contype = 'n'
LEFT JOIN pg_collation AS l ON l.oid = t.typcollation
LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
WHERE t.typtype = 'd'
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, t.typname
