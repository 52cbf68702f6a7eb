-- Extended statistics.
-- In: nothing. Out: oid, the table's oid, namespace, name, and what they consist of.
-- Skips: the system's namespaces and the tool's own, those of extensions. Tables that are not modelled are left out by
-- the reader.
SELECT
    s.oid,
    s.stxrelid AS table_oid,
    n.nspname::text AS namespace,
    s.stxname::text AS name,
    ARRAY(SELECT k::text FROM unnest(s.stxkind) AS k) AS kinds,
    ARRAY(
        SELECT a.attname::text
        FROM pg_attribute AS a
        WHERE a.attrelid = s.stxrelid AND a.attnum = ANY (s.stxkeys)
        -- The server keeps them in the order of the table's columns, which says nothing of the statistics.
        ORDER BY a.attname COLLATE "C"
    ) AS columns,
    COALESCE(pg_get_statisticsobjdef_expressions(s.oid), '{}') AS expressions,
    COALESCE(s.stxstattarget, -1)::integer AS target
FROM pg_statistic_ext AS s
JOIN pg_namespace AS n ON n.oid = s.stxnamespace
WHERE n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = s.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, s.stxname
