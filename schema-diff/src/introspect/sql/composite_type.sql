-- Composite types that stand alone.
-- In: nothing. Out: oid, the oids of its array type and of its relation, namespace, name; for each attribute its name,
-- number, type, and collation where it is not the type's own.
-- Skips: those that tables bring, the system's namespaces, the tool's own, those of extensions.
SELECT
    t.oid,
    t.typarray AS array_oid,
    c.oid AS relation_oid,
    n.nspname::text AS namespace,
    c.relname::text AS name,
    a.names,
    a.numbers,
    a.types,
    a.collation_namespaces,
    a.collation_names
FROM pg_class AS c
JOIN pg_type AS t ON t.oid = c.reltype
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT
        COALESCE(array_agg(a.attname::text ORDER BY a.attnum), '{}') AS names,
        COALESCE(array_agg(a.attnum::integer ORDER BY a.attnum), '{}') AS numbers,
        COALESCE(array_agg(format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum), '{}') AS types,
        COALESCE(array_agg(COALESCE(ln.nspname::text, '') ORDER BY a.attnum), '{}') AS collation_namespaces,
        COALESCE(array_agg(COALESCE(l.collname::text, '') ORDER BY a.attnum), '{}') AS collation_names
    FROM pg_attribute AS a
    JOIN pg_type AS y ON y.oid = a.atttypid
    LEFT JOIN pg_collation AS l ON l.oid = a.attcollation AND a.attcollation <> y.typcollation
    LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
) AS a
WHERE c.relkind = 'c'
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.deptype = 'e'
            AND (
                e.classid = 'pg_type'::regclass AND e.objid = t.oid
                OR e.classid = 'pg_class'::regclass AND e.objid = c.oid
            )
    )
ORDER BY n.nspname, c.relname
