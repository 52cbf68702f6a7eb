-- Rights on objects, by object and role.
-- In: nothing. Out: the address of the object, the role (`public` for everybody), its rights with their grant options,
-- the rights it would have without any grant, and the object in words.
-- Skips: rights that nobody changed, those of owners, objects of extensions, the system's and the tool's own.
WITH held (class_oid, object_oid, part, owner, acl, initial) AS (
    SELECT
        'pg_class'::regclass::oid,
        c.oid,
        0,
        c.relowner,
        c.relacl,
        acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
    FROM pg_class AS c
    WHERE c.relacl IS NOT NULL AND c.relpersistence <> 't'
    UNION ALL
    SELECT 'pg_class'::regclass::oid, c.oid, a.attnum, c.relowner, a.attacl, acldefault('c', c.relowner)
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped AND c.relpersistence <> 't'
    UNION ALL
    SELECT 'pg_proc'::regclass::oid, p.oid, 0, p.proowner, p.proacl, acldefault('f', p.proowner)
    FROM pg_proc AS p
    WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT 'pg_type'::regclass::oid, t.oid, 0, t.typowner, t.typacl, acldefault('T', t.typowner)
    FROM pg_type AS t
    LEFT JOIN pg_class AS c ON c.oid = t.typrelid
    WHERE t.typacl IS NOT NULL AND t.typtype <> 'm' AND COALESCE(c.relkind, 'c') = 'c'
    UNION ALL
    SELECT 'pg_namespace'::regclass::oid, n.oid, 0, n.nspowner, n.nspacl, acldefault('n', n.nspowner)
    FROM pg_namespace AS n
    WHERE n.nspacl IS NOT NULL
        AND n.nspname !~ '^pg_'
        AND n.nspname NOT IN ('information_schema', 'public', 'schema_diff')
    UNION ALL
    -- What initdb gives everybody in public, whoever owns it.
    SELECT
        'pg_namespace'::regclass::oid,
        n.oid,
        0,
        n.nspowner,
        n.nspacl,
        CASE
            WHEN current_setting('server_version_num')::integer < 150000 THEN ARRAY[
                makeaclitem(0, n.nspowner, 'CREATE', false),
                makeaclitem(0, n.nspowner, 'USAGE', false)
            ]
            ELSE ARRAY[makeaclitem(0, n.nspowner, 'USAGE', false)]
        END
    FROM pg_namespace AS n
    WHERE n.nspname = 'public'
    UNION ALL
    SELECT 'pg_foreign_data_wrapper'::regclass::oid, w.oid, 0, w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
    FROM pg_foreign_data_wrapper AS w
    WHERE w.fdwacl IS NOT NULL
    UNION ALL
    SELECT 'pg_foreign_server'::regclass::oid, s.oid, 0, s.srvowner, s.srvacl, acldefault('S', s.srvowner)
    FROM pg_foreign_server AS s
    WHERE s.srvacl IS NOT NULL
    UNION ALL
    SELECT 'pg_language'::regclass::oid, l.oid, 0, l.lanowner, l.lanacl, acldefault('l', l.lanowner)
    FROM pg_language AS l
    WHERE l.lanacl IS NOT NULL AND l.oid >= 16384
), item (class_oid, object_oid, part, grantee, privilege, is_held, is_grantable, is_initial) AS (
    SELECT h.class_oid, h.object_oid, h.part, x.grantee, x.privilege_type, true, x.is_grantable, false
    FROM held AS h
    CROSS JOIN LATERAL aclexplode(h.acl) AS x
    WHERE x.grantee <> h.owner
    UNION ALL
    SELECT h.class_oid, h.object_oid, h.part, x.grantee, x.privilege_type, false, false, true
    FROM held AS h
    CROSS JOIN LATERAL aclexplode(h.initial) AS x
    WHERE x.grantee <> h.owner
), joined AS (
    -- Several roles may have granted the same.
    SELECT
        i.class_oid,
        i.object_oid,
        i.part,
        i.grantee,
        i.privilege,
        bool_or(i.is_held) AS is_held,
        bool_or(i.is_grantable) AS is_grantable,
        bool_or(i.is_initial) AS is_initial
    FROM item AS i
    GROUP BY i.class_oid, i.object_oid, i.part, i.grantee, i.privilege
)
SELECT
    j.class_oid,
    j.object_oid,
    j.part::integer AS part,
    COALESCE(r.rolname::text, 'public') AS role,
    COALESCE(array_agg(j.privilege ORDER BY j.privilege) FILTER (WHERE j.is_held), '{}') AS privileges,
    COALESCE(array_agg(j.is_grantable ORDER BY j.privilege) FILTER (WHERE j.is_held), '{}') AS grantable,
    COALESCE(array_agg(j.privilege ORDER BY j.privilege) FILTER (WHERE j.is_initial), '{}') AS initial,
    pg_describe_object(j.class_oid, j.object_oid, j.part) AS words
FROM joined AS j
LEFT JOIN pg_roles AS r ON r.oid = j.grantee
WHERE (j.object_oid >= 16384 OR j.class_oid = 'pg_namespace'::regclass)
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = j.class_oid AND e.objid = j.object_oid AND e.deptype = 'e'
    )
GROUP BY j.class_oid, j.object_oid, j.part, j.grantee, r.rolname
HAVING bool_or(j.is_held <> j.is_initial OR j.is_grantable)
ORDER BY 1, 2, 3, 4
