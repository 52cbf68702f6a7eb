-- Sequences.
-- In: nothing. Out: oid, namespace, name, type, persistence, how it counts, the column that owns it.
-- Skips: those behind identity columns, temporary ones, the system's namespaces, the tool's own, those of extensions.
SELECT
    c.oid,
    n.nspname::text AS namespace,
    c.relname::text AS name,
    format_type(s.seqtypid, NULL) AS ty,
    c.relpersistence::text AS persistence,
    s.seqstart AS start,
    s.seqincrement AS increment,
    NULLIF(
        s.seqmin,
        CASE
            WHEN s.seqincrement > 0 THEN 1
            WHEN s.seqtypid = 'smallint'::regtype THEN -32768
            WHEN s.seqtypid = 'integer'::regtype THEN -2147483648
            ELSE '-9223372036854775808'::bigint
        END
    ) AS min,
    NULLIF(
        s.seqmax,
        CASE
            WHEN s.seqincrement < 0 THEN -1
            WHEN s.seqtypid = 'smallint'::regtype THEN 32767
            WHEN s.seqtypid = 'integer'::regtype THEN 2147483647
            ELSE 9223372036854775807
        END
    ) AS max,
    s.seqcache AS cache,
    s.seqcycle AS cycle,
    tn.nspname::text AS owner_namespace,
    t.relname::text AS owner_table,
    a.attname::text AS owner_column
FROM pg_sequence AS s
JOIN pg_class AS c ON c.oid = s.seqrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_depend AS o
    ON o.classid = 'pg_class'::regclass
    AND o.objid = c.oid
    AND o.refclassid = 'pg_class'::regclass
    AND o.refobjsubid > 0
    AND o.deptype IN ('a', 'i')
LEFT JOIN pg_class AS t ON t.oid = o.refobjid
LEFT JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
LEFT JOIN pg_attribute AS a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
WHERE o.deptype IS DISTINCT FROM 'i'
    AND c.relpersistence IN ('p', 'u')
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.relname
