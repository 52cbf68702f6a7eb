-- What this version has no model for, by kind and name, so that it can be reported.
-- In: nothing. Out: kind, namespace (null for what has none), name.
-- Skips: the system's own, objects of extensions.
WITH seen (class_oid, object_oid, kind, namespace_oid, name) AS (
    SELECT 'pg_class'::regclass, x.oid, detail.kind, x.relnamespace, x.relname::text
    FROM pg_index AS i
    JOIN pg_class AS x ON x.oid = i.indexrelid
    CROSS JOIN LATERAL (
        VALUES
            ('invalid index', NOT i.indisvalid AND x.relkind = 'i')
    ) AS detail (kind, present)
    WHERE detail.present AND x.relpersistence <> 't'
    UNION ALL
    SELECT
        'pg_type'::regclass,
        t.oid,
        CASE t.typtype
            WHEN 'r' THEN 'range type with a canonical function'
            WHEN 'p' THEN 'shell type'
            ELSE 'base type'
        END,
        t.typnamespace,
        t.typname::text
    FROM pg_type AS t
    WHERE t.typtype = 'r' AND EXISTS (SELECT FROM pg_range AS r WHERE r.rngtypid = t.oid AND r.rngcanonical <> 0)
        OR t.typtype = 'p'
        OR t.typtype = 'b' AND t.typsubscript <> 'array_subscript_handler'::regproc
    UNION ALL
    SELECT o.class_oid, o.object_oid, 'rights taken from the owner of', o.namespace_oid, o.name
    FROM (
        SELECT
            'pg_class'::regclass,
            c.oid,
            c.relnamespace,
            c.relname::text,
            c.relowner,
            c.relacl,
            acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
        FROM pg_class AS c
        WHERE c.relpersistence <> 't'
        UNION ALL
        SELECT 'pg_proc'::regclass, p.oid, p.pronamespace, p.proname::text, p.proowner, p.proacl, acldefault('f', p.proowner)
        FROM pg_proc AS p
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typname::text, t.typowner, t.typacl, acldefault('T', t.typowner)
        FROM pg_type AS t
    ) AS o (class_oid, object_oid, namespace_oid, name, owner, acl, initial)
    WHERE o.object_oid >= 16384
        AND o.acl IS NOT NULL
        AND EXISTS (
            SELECT x.privilege_type FROM aclexplode(o.initial) AS x WHERE x.grantee = o.owner
            EXCEPT
            SELECT x.privilege_type FROM aclexplode(o.acl) AS x WHERE x.grantee = o.owner
        )
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, 'check with another validity than the parent''s', c.relnamespace, c.relname || '.' || k.conname
    FROM pg_constraint AS k
    JOIN pg_class AS c ON c.oid = k.conrelid
    JOIN pg_inherits AS h ON h.inhrelid = c.oid
    JOIN pg_constraint AS p
        ON p.conrelid = h.inhparent AND p.contype = 'c' AND p.conname = k.conname AND p.convalidated <> k.convalidated
    WHERE k.contype = 'c' AND NOT k.conislocal
    UNION ALL
    SELECT 'pg_conversion'::regclass, v.oid, 'conversion', v.connamespace, v.conname::text
    FROM pg_conversion AS v
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 'operator', o.oprnamespace, o.oprname::text
    FROM pg_operator AS o
    UNION ALL
    SELECT 'pg_opclass'::regclass, o.oid, 'operator class', o.opcnamespace, o.opcname::text
    FROM pg_opclass AS o
    UNION ALL
    SELECT 'pg_opfamily'::regclass, o.oid, 'operator family', o.opfnamespace, o.opfname::text
    FROM pg_opfamily AS o
    UNION ALL
    SELECT 'pg_ts_parser'::regclass, t.oid, 'text search parser', t.prsnamespace, t.prsname::text
    FROM pg_ts_parser AS t
    UNION ALL
    SELECT 'pg_ts_template'::regclass, t.oid, 'text search template', t.tmplnamespace, t.tmplname::text
    FROM pg_ts_template AS t
    UNION ALL
    -- Their options hold passwords.
    SELECT 'pg_user_mapping'::regclass, m.umid, 'user mapping', NULL, format('of %s for %s', m.usename, m.srvname)
    FROM pg_user_mappings AS m
    UNION ALL
    SELECT 'pg_subscription'::regclass, s.oid, 'subscription', NULL, s.subname::text
    FROM pg_subscription AS s
    JOIN pg_database AS d ON d.oid = s.subdbid AND d.datname = current_database()
    UNION ALL
    SELECT 'pg_transform'::regclass, t.oid, 'transform', NULL, format('for %s', t.trftype::regtype)
    FROM pg_transform AS t
    UNION ALL
    SELECT 'pg_cast'::regclass, k.oid, 'cast', NULL, format('%s AS %s', k.castsource::regtype, k.casttarget::regtype)
    FROM pg_cast AS k
    WHERE NOT EXISTS (
        SELECT
        FROM pg_depend AS i
        WHERE i.classid = 'pg_cast'::regclass AND i.objid = k.oid AND i.deptype = 'i'
    )
    UNION ALL
    SELECT 'pg_language'::regclass, l.oid, 'language', NULL, l.lanname::text
    FROM pg_language AS l
    UNION ALL
    SELECT 'pg_am'::regclass, m.oid, 'access method', NULL, m.amname::text
    FROM pg_am AS m
)
SELECT DISTINCT
    s.kind,
    n.nspname::text AS namespace,
    s.name
FROM seen AS s
LEFT JOIN pg_namespace AS n ON n.oid = s.namespace_oid
WHERE s.object_oid >= 16384
    AND (n.nspname IS NULL OR n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'schema_diff'))
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = s.class_oid AND e.objid = s.object_oid AND e.deptype = 'e'
    )
ORDER BY 1, 2, 3
