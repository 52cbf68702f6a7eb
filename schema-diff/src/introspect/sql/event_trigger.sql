-- Event triggers.
-- In: nothing. Out: oid, name, event, the tags of its commands, its function, whether it fires.
-- Skips: those of extensions.
SELECT
    g.oid,
    g.evtname::text AS name,
    g.evtevent::text AS event,
    COALESCE(g.evttags, '{}') AS tags,
    n.nspname::text AS function_namespace,
    f.proname::text AS function_name,
    g.evtenabled::text AS enabled
FROM pg_event_trigger AS g
JOIN pg_proc AS f ON f.oid = g.evtfoid
JOIN pg_namespace AS n ON n.oid = f.pronamespace
WHERE n.nspname <> 'schema_diff'
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = g.oid AND e.deptype = 'e'
    )
ORDER BY g.evtname
