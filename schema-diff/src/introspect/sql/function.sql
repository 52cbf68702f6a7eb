-- Functions and procedures.
-- In: nothing. Out: oid, namespace, name, the types of the input arguments, what CREATE FUNCTION says. All arguments but
-- the columns of RETURNS TABLE are arrays of one length.
-- Skips: aggregates, the system's namespaces, the tool's own, those of extensions, those that a range type brings.
SELECT
    p.oid,
    n.nspname::text AS namespace,
    p.proname::text AS name,
    ARRAY(
        SELECT format_type(a.ty, NULL)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS a (ty, place)
        ORDER BY a.place
    ) AS argument_types,
    p.prokind::text AS kind,
    arguments.modes AS argument_modes,
    arguments.names AS argument_names,
    arguments.types AS argument_all_types,
    arguments.defaults AS argument_defaults,
    pg_get_function_result(p.oid) AS returns,
    l.lanname::text AS language,
    p.prosrc AS source,
    p.probin AS library,
    pg_get_function_sqlbody(p.oid) AS sql_body,
    p.provolatile::text AS volatility,
    p.proisstrict AS strict,
    p.proleakproof AS leakproof,
    p.prosecdef AS security_definer,
    p.proparallel::text AS parallel,
    NULLIF(p.procost, CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END)::real AS cost,
    NULLIF(p.prorows, CASE WHEN p.proretset THEN 1000 ELSE 0 END)::real AS rows,
    sn.nspname::text AS support_namespace,
    s.proname::text AS support_name,
    ARRAY(
        SELECT format_type(u.ty, NULL) FROM unnest(p.protrftypes) WITH ORDINALITY AS u (ty, place) ORDER BY u.place
    ) AS transforms,
    COALESCE(p.proconfig, '{}') AS config
FROM pg_proc AS p
JOIN pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_language AS l ON l.oid = p.prolang
LEFT JOIN pg_proc AS s ON s.oid = p.prosupport
LEFT JOIN pg_namespace AS sn ON sn.oid = s.pronamespace
CROSS JOIN LATERAL (
    SELECT
        COALESCE(array_agg(COALESCE(p.proargmodes[a.place]::text, 'i') ORDER BY a.place), '{}'),
        COALESCE(array_agg(NULLIF(p.proargnames[a.place], '') ORDER BY a.place), '{}'),
        COALESCE(array_agg(format_type(a.ty, NULL) ORDER BY a.place), '{}'),
        COALESCE(array_agg(pg_get_function_arg_default(p.oid, a.place::integer) ORDER BY a.place), '{}')
    FROM unnest(COALESCE(p.proallargtypes, p.proargtypes::oid[])) WITH ORDINALITY AS a (ty, place)
    WHERE p.proargmodes[a.place] IS DISTINCT FROM 't'
) AS arguments (modes, names, types, defaults)
WHERE p.prokind IN ('f', 'p', 'w')
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i')
    )
ORDER BY n.nspname, p.proname, p.oid
