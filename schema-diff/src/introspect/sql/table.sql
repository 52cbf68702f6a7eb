-- Tables: ordinary, partitioned and foreign ones.
-- In: nothing. Out: oid, the oids of its row type and that one's array, namespace, name, and what it consists of.
-- Skips: temporary tables, the system's namespaces, the tool's own, tables of extensions.
SELECT
    c.oid,
    c.reltype AS row_oid,
    t.typarray AS row_array_oid,
    n.nspname::text AS namespace,
    c.relname::text AS name,
    c.relkind::text AS kind,
    c.relpersistence::text AS persistence,
    pg_get_partkeydef(c.oid) AS partition_key,
    s.srvname::text AS server,
    COALESCE(f.ftoptions, '{}') AS server_options,
    yn.nspname::text AS type_namespace,
    y.typname::text AS type_name,
    CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
    ARRAY(
        SELECT pn.nspname::text
        FROM pg_inherits AS i
        JOIN pg_class AS p ON p.oid = i.inhparent
        JOIN pg_namespace AS pn ON pn.oid = p.relnamespace
        WHERE i.inhrelid = c.oid
        ORDER BY i.inhseqno
    ) AS parent_namespaces,
    ARRAY(
        SELECT p.relname::text
        FROM pg_inherits AS i
        JOIN pg_class AS p ON p.oid = i.inhparent
        WHERE i.inhrelid = c.oid
        ORDER BY i.inhseqno
    ) AS parent_names,
    NULLIF(m.amname::text, 'heap') AS access_method,
    l.spcname::text AS tablespace,
    COALESCE(c.reloptions, '{}')
        || ARRAY(SELECT 'toast.' || o FROM unnest(x.reloptions) WITH ORDINALITY AS every (o, place) ORDER BY place) AS options,
    c.relrowsecurity AS row_security,
    c.relforcerowsecurity AS forced_row_security,
    c.relreplident::text AS replica_identity
FROM pg_class AS c
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = c.reltype
LEFT JOIN pg_class AS x ON x.oid = c.reltoastrelid
LEFT JOIN pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_tablespace AS l ON l.oid = c.reltablespace
LEFT JOIN pg_type AS y ON y.oid = c.reloftype
LEFT JOIN pg_namespace AS yn ON yn.oid = y.typnamespace
LEFT JOIN pg_foreign_table AS f ON f.ftrelid = c.oid
LEFT JOIN pg_foreign_server AS s ON s.oid = f.ftserver
WHERE c.relkind IN ('r', 'p', 'f')
    AND c.relpersistence IN ('p', 'u')
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.relname
