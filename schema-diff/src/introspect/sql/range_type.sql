-- Range types.
-- In: nothing. Out: the oids of the type, its multirange type and the arrays of both, namespace, name, what it consists
-- of.
-- Skips: those with a canonical function, which needs a shell type first, the system's namespaces, the tool's own, those
-- of extensions.
SELECT
    t.oid,
    t.typarray AS array_oid,
    m.oid AS multirange_oid,
    m.typarray AS multirange_array_oid,
    n.nspname::text AS namespace,
    t.typname::text AS name,
    format_type(r.rngsubtype, NULL) AS subtype,
    CASE WHEN NOT o.opcdefault THEN opn.nspname::text END AS opclass_namespace,
    CASE WHEN NOT o.opcdefault THEN o.opcname::text END AS opclass_name,
    CASE WHEN r.rngcollation <> s.typcollation THEN ln.nspname::text END AS collation_namespace,
    CASE WHEN r.rngcollation <> s.typcollation THEN l.collname::text END AS collation_name,
    pn.nspname::text AS subtype_diff_namespace,
    p.proname::text AS subtype_diff_name,
    mn.nspname::text AS multirange_namespace,
    m.typname::text AS multirange_name
FROM pg_range AS r
JOIN pg_type AS t ON t.oid = r.rngtypid
JOIN pg_namespace AS n ON n.oid = t.typnamespace
JOIN pg_type AS s ON s.oid = r.rngsubtype
JOIN pg_type AS m ON m.oid = r.rngmultitypid
JOIN pg_namespace AS mn ON mn.oid = m.typnamespace
JOIN pg_opclass AS o ON o.oid = r.rngsubopc
JOIN pg_namespace AS opn ON opn.oid = o.opcnamespace
LEFT JOIN pg_collation AS l ON l.oid = r.rngcollation
LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
LEFT JOIN pg_proc AS p ON p.oid = r.rngsubdiff
LEFT JOIN pg_namespace AS pn ON pn.oid = p.pronamespace
WHERE r.rngcanonical = 0
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, t.typname
