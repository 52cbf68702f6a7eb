-- Owners other than the user of the connection.
-- In: nothing. Out: the address of the object, the role.
-- Skips: the system's own, what belongs to a table, which follows its owner, objects of extensions.
WITH owned (class_oid, object_oid, owner) AS (
    SELECT 'pg_class'::regclass::oid, c.oid, c.relowner
    FROM pg_class AS c
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND c.relpersistence <> 't'
        AND NOT EXISTS (
            SELECT
            FROM pg_depend AS s
            WHERE c.relkind = 'S'
                AND s.classid = 'pg_class'::regclass
                AND s.objid = c.oid
                AND s.refclassid = 'pg_class'::regclass
                AND s.refobjsubid > 0
                AND s.deptype IN ('a', 'i')
        )
    UNION ALL
    SELECT 'pg_proc'::regclass::oid, p.oid, p.proowner
    FROM pg_proc AS p
    UNION ALL
    SELECT 'pg_type'::regclass::oid, t.oid, t.typowner
    FROM pg_type AS t
    LEFT JOIN pg_class AS c ON c.oid = t.typrelid
    WHERE t.typelem = 0 AND t.typtype <> 'm' AND COALESCE(c.relkind, 'c') = 'c'
    UNION ALL
    SELECT 'pg_namespace'::regclass::oid, n.oid, n.nspowner
    FROM pg_namespace AS n
    WHERE n.nspname <> 'public'
    UNION ALL
    SELECT 'pg_collation'::regclass::oid, l.oid, l.collowner
    FROM pg_collation AS l
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass::oid, s.oid, s.stxowner
    FROM pg_statistic_ext AS s
    UNION ALL
    SELECT 'pg_ts_config'::regclass::oid, t.oid, t.cfgowner
    FROM pg_ts_config AS t
    UNION ALL
    SELECT 'pg_ts_dict'::regclass::oid, t.oid, t.dictowner
    FROM pg_ts_dict AS t
    UNION ALL
    SELECT 'pg_event_trigger'::regclass::oid, t.oid, t.evtowner
    FROM pg_event_trigger AS t
    UNION ALL
    SELECT 'pg_publication'::regclass::oid, p.oid, p.pubowner
    FROM pg_publication AS p
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass::oid, w.oid, w.fdwowner
    FROM pg_foreign_data_wrapper AS w
    UNION ALL
    SELECT 'pg_foreign_server'::regclass::oid, s.oid, s.srvowner
    FROM pg_foreign_server AS s
)
SELECT
    o.class_oid,
    o.object_oid,
    0 AS part,
    r.rolname::text AS role
FROM owned AS o
JOIN pg_roles AS r ON r.oid = o.owner
WHERE o.object_oid >= 16384
    AND r.rolname <> current_user
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = o.class_oid
            AND e.objid = o.object_oid
            AND (e.deptype = 'e' OR e.deptype IN ('a', 'i') AND e.refobjsubid > 0)
    )
ORDER BY 1, 2
