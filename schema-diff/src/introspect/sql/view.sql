-- Views.
-- In: nothing. Out: oid, the oids of its row type, of that one's array and of the rule that holds the query, namespace,
-- name, the query, the options.
-- Skips: temporary views, the system's namespaces, the tool's own, those of extensions.
SELECT
    c.oid,
    c.reltype AS row_oid,
    t.typarray AS row_array_oid,
    r.oid AS rule_oid,
    n.nspname::text AS namespace,
    c.relname::text AS name,
    pg_get_viewdef(c.oid) AS query,
    COALESCE(c.reloptions, '{}') AS options
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = c.reltype
JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
WHERE c.relkind = 'v'
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.relname
