-- Aggregates.
-- In: nothing. Out: oid, namespace, name, the types of the arguments, what CREATE AGGREGATE says. Functions are pairs of
-- namespace and name.
-- Skips: the system's namespaces, the tool's own, those of extensions.
SELECT
    p.oid,
    n.nspname::text AS namespace,
    p.proname::text AS name,
    ARRAY(
        SELECT format_type(u.ty, NULL)
        FROM unnest(p.proargtypes) WITH ORDINALITY AS u (ty, place)
        ORDER BY u.place
    ) AS argument_types,
    a.aggkind::text AS kind,
    pg_get_function_arguments(p.oid) AS arguments,
    pg_get_function_result(p.oid) AS returns,
    named.transition,
    format_type(a.aggtranstype, NULL) AS ty,
    a.aggtransspace AS space,
    named.finish,
    a.aggfinalextra AS extra,
    a.aggfinalmodify::text AS modify,
    a.agginitval AS initial,
    named.combine,
    named.serialize,
    named.deserialize,
    named.moving,
    format_type(NULLIF(a.aggmtranstype, 0), NULL) AS moving_ty,
    a.aggmtransspace AS moving_space,
    named.moving_inverse,
    named.moving_finish,
    a.aggmfinalextra AS moving_extra,
    a.aggmfinalmodify::text AS moving_modify,
    a.aggminitval AS moving_initial,
    (
        SELECT format('OPERATOR(%I.%s)', s.nspname, o.oprname)
        FROM pg_operator AS o
        JOIN pg_namespace AS s ON s.oid = o.oprnamespace
        WHERE o.oid = a.aggsortop
    ) AS sort_operator,
    p.proparallel::text AS parallel
FROM pg_aggregate AS a
JOIN pg_proc AS p ON p.oid = a.aggfnoid
JOIN pg_namespace AS n ON n.oid = p.pronamespace
CROSS JOIN LATERAL (
    SELECT
        max(f.pair) FILTER (WHERE f.oid = a.aggtransfn) AS transition,
        max(f.pair) FILTER (WHERE f.oid = a.aggfinalfn) AS finish,
        max(f.pair) FILTER (WHERE f.oid = a.aggcombinefn) AS combine,
        max(f.pair) FILTER (WHERE f.oid = a.aggserialfn) AS serialize,
        max(f.pair) FILTER (WHERE f.oid = a.aggdeserialfn) AS deserialize,
        max(f.pair) FILTER (WHERE f.oid = a.aggmtransfn) AS moving,
        max(f.pair) FILTER (WHERE f.oid = a.aggminvtransfn) AS moving_inverse,
        max(f.pair) FILTER (WHERE f.oid = a.aggmfinalfn) AS moving_finish
    FROM (
        SELECT g.oid, ARRAY[gn.nspname::text, g.proname::text]
        FROM pg_proc AS g
        JOIN pg_namespace AS gn ON gn.oid = g.pronamespace
        WHERE g.oid IN (
            a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
            a.aggminvtransfn, a.aggmfinalfn
        )
    ) AS f (oid, pair)
) AS named
WHERE n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, p.proname, p.oid
