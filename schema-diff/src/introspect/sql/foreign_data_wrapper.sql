-- Foreign data wrappers.
-- In: nothing. Out: oid, name, the names of its functions, its options as name=value.
-- Skips: those of extensions.
SELECT
    w.oid,
    w.fdwname::text AS name,
    hn.nspname::text AS handler_namespace,
    h.proname::text AS handler_name,
    vn.nspname::text AS validator_namespace,
    v.proname::text AS validator_name,
    COALESCE(w.fdwoptions, '{}') AS options
FROM pg_foreign_data_wrapper AS w
LEFT JOIN pg_proc AS h ON h.oid = w.fdwhandler
LEFT JOIN pg_namespace AS hn ON hn.oid = h.pronamespace
LEFT JOIN pg_proc AS v ON v.oid = w.fdwvalidator
LEFT JOIN pg_namespace AS vn ON vn.oid = v.pronamespace
WHERE NOT EXISTS (
    SELECT
    FROM pg_depend AS e
    WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid AND e.deptype = 'e'
)
ORDER BY w.fdwname
