-- Text search dictionaries.
-- In: nothing. Out: oid, namespace, name, the template, the options as the server keeps them.
-- Skips: the system's namespaces, the tool's own, those of extensions.
SELECT
    d.oid,
    n.nspname::text AS namespace,
    d.dictname::text AS name,
    tn.nspname::text AS template_namespace,
    t.tmplname::text AS template_name,
    d.dictinitoption AS options
FROM pg_ts_dict AS d
JOIN pg_namespace AS n ON n.oid = d.dictnamespace
JOIN pg_ts_template AS t ON t.oid = d.dicttemplate
JOIN pg_namespace AS tn ON tn.oid = t.tmplnamespace
WHERE n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, d.dictname
