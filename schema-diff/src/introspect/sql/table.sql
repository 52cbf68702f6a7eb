-- Ordinary tables.
-- In: nothing. Out: oid, the oids of its row type and that one's array, namespace, name, persistence.
-- Skips: partitioned, partition, inheriting, typed, foreign and temporary tables, the system's namespaces, the tool's
-- own, tables of extensions.
SELECT
    c.oid,
    c.reltype AS row_oid,
    t.typarray AS row_array_oid,
    n.nspname::text AS namespace,
    c.relname::text AS name,
    c.relpersistence::text AS persistence
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = c.reltype
WHERE c.relkind = 'r'
    AND c.relpersistence IN ('p', 'u')
    AND c.reloftype = 0
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhrelid = c.oid)
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.relname
