-- Materialised views.
-- In: nothing. Out: oid, the oids of its row type, of that one's array and of the rule that holds the query, namespace,
-- name, the query, the storage parameters, access method and tablespace where they are not the usual ones, whether it
-- holds rows.
-- Skips: the system's namespaces, the tool's own, those of extensions.
SELECT
    c.oid,
    c.reltype AS row_oid,
    t.typarray AS row_array_oid,
    r.oid AS rule_oid,
    n.nspname::text AS namespace,
    c.relname::text AS name,
    pg_get_viewdef(c.oid) AS query,
    COALESCE(c.reloptions, '{}')
        || ARRAY(SELECT 'toast.' || o FROM unnest(x.reloptions) WITH ORDINALITY AS every (o, place) ORDER BY place) AS options,
    NULLIF(m.amname::text, 'heap') AS access_method,
    s.spcname::text AS tablespace,
    c.relispopulated AS populated
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = c.reltype
JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
LEFT JOIN pg_class AS x ON x.oid = c.reltoastrelid
LEFT JOIN pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
WHERE c.relkind = 'm'
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.relname
