-- Foreign servers.
-- In: nothing. Out: oid, name, the wrapper, what CREATE SERVER says, options as name=value.
-- Skips: those of extensions.
SELECT
    s.oid,
    s.srvname::text AS name,
    w.fdwname::text AS wrapper,
    s.srvtype AS ty,
    s.srvversion AS version,
    COALESCE(s.srvoptions, '{}') AS options
FROM pg_foreign_server AS s
JOIN pg_foreign_data_wrapper AS w ON w.oid = s.srvfdw
WHERE NOT EXISTS (
    SELECT
    FROM pg_depend AS e
    WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e'
)
ORDER BY s.srvname
