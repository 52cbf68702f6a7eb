-- Text search configurations.
-- In: nothing. Out: oid, namespace, name, the parser, and in step the kinds of token and their dictionaries.
-- Skips: the system's namespaces, the tool's own, those of extensions.
SELECT
    c.oid,
    n.nspname::text AS namespace,
    c.cfgname::text AS name,
    pn.nspname::text AS parser_namespace,
    p.prsname::text AS parser_name,
    m.tokens,
    m.dictionary_namespaces,
    m.dictionary_names
FROM pg_ts_config AS c
JOIN pg_namespace AS n ON n.oid = c.cfgnamespace
JOIN pg_ts_parser AS p ON p.oid = c.cfgparser
JOIN pg_namespace AS pn ON pn.oid = p.prsnamespace
CROSS JOIN LATERAL (
    SELECT
        COALESCE(array_agg(k.alias::text ORDER BY k.alias, a.mapseqno), '{}') AS tokens,
        COALESCE(array_agg(dn.nspname::text ORDER BY k.alias, a.mapseqno), '{}') AS dictionary_namespaces,
        COALESCE(array_agg(d.dictname::text ORDER BY k.alias, a.mapseqno), '{}') AS dictionary_names
    FROM pg_ts_config_map AS a
    JOIN ts_token_type(c.cfgparser) AS k ON k.tokid = a.maptokentype
    JOIN pg_ts_dict AS d ON d.oid = a.mapdict
    JOIN pg_namespace AS dn ON dn.oid = d.dictnamespace
    WHERE a.mapcfg = c.oid
) AS m
WHERE n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, c.cfgname
