-- In: nothing. Out: one row a column of a table that holds rows itself or in partitions, in order of tables and places.
-- Skips: the system's namespaces, the tool's own, tables of extensions, partitions.
SELECT
    c.oid AS table_oid,
    c.oid::regclass::text AS table_name,
    CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS plain_table,
    coalesce(pg_relation_filenode(c.oid), 0)::bigint AS filenode,
    a.attnum AS place,
    quote_ident(a.attname) AS name,
    a.attname::text AS plain_name,
    format_type(a.atttypid, a.atttypmod) AS type,
    coalesce(deeper.typname, base.typname, t.typname)::text AS base,
    coalesce(deeper.typcategory, base.typcategory, t.typcategory)::text AS category,
    ARRAY(
        SELECT e.enumlabel::text
        FROM pg_enum AS e
        WHERE e.enumtypid = coalesce(base.oid, t.oid)
        ORDER BY e.enumsortorder
    ) AS labels,
    a.attnotnull AS is_required,
    a.atthasdef AS has_default,
    a.attidentity <> '' OR a.attgenerated <> '' AS is_made_by_server,
    f.target,
    f.target_column
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_type AS base ON base.oid = t.typbasetype
LEFT JOIN pg_type AS deeper ON deeper.oid = base.typbasetype
LEFT JOIN LATERAL (
    SELECT k.confrelid::regclass::text AS target, quote_ident(r.attname) AS target_column
    FROM pg_constraint AS k
    JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (own, other) ON pair.own = a.attnum
    JOIN pg_attribute AS r ON r.attrelid = k.confrelid AND r.attnum = pair.other
    WHERE k.conrelid = c.oid AND k.contype = 'f'
    ORDER BY k.conname
    LIMIT 1
) AS f ON true
WHERE c.relkind IN ('r', 'p')
    AND NOT c.relispartition
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
ORDER BY c.oid, a.attnum
