-- Rights on objects that are yet to be made, by scope and role.
-- In: nothing. Out: who makes them (null for the user of the connection), where (null for everywhere), the code of their
-- kind, the role (`public` for everybody), its rights with their grant options, and the rights without this.
-- Skips: what nobody changed, the rights of who makes them.
WITH held AS (
    SELECT
        d.defaclrole AS owner,
        d.defaclnamespace AS namespace_oid,
        d.defaclobjtype AS code,
        d.defaclacl AS acl,
        -- With a namespace the rights are added to those that hold everywhere.
        CASE
            WHEN d.defaclnamespace <> 0 THEN NULL
            ELSE acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END::"char", d.defaclrole)
        END AS initial
    FROM pg_default_acl AS d
), item (owner, namespace_oid, code, grantee, privilege, is_held, is_grantable, is_initial) AS (
    SELECT h.owner, h.namespace_oid, h.code, x.grantee, x.privilege_type, true, x.is_grantable, false
    FROM held AS h
    CROSS JOIN LATERAL aclexplode(h.acl) AS x
    WHERE x.grantee <> h.owner
    UNION ALL
    SELECT h.owner, h.namespace_oid, h.code, x.grantee, x.privilege_type, false, false, true
    FROM held AS h
    CROSS JOIN LATERAL aclexplode(h.initial) AS x
    WHERE x.grantee <> h.owner
), joined AS (
    SELECT
        i.owner,
        i.namespace_oid,
        i.code,
        i.grantee,
        i.privilege,
        bool_or(i.is_held) AS is_held,
        bool_or(i.is_grantable) AS is_grantable,
        bool_or(i.is_initial) AS is_initial
    FROM item AS i
    GROUP BY i.owner, i.namespace_oid, i.code, i.grantee, i.privilege
)
SELECT
    NULLIF(o.rolname, current_user)::text AS owner,
    n.nspname::text AS namespace,
    j.code::text AS code,
    COALESCE(r.rolname::text, 'public') AS role,
    COALESCE(array_agg(j.privilege ORDER BY j.privilege) FILTER (WHERE j.is_held), '{}') AS privileges,
    COALESCE(array_agg(j.is_grantable ORDER BY j.privilege) FILTER (WHERE j.is_held), '{}') AS grantable,
    COALESCE(array_agg(j.privilege ORDER BY j.privilege) FILTER (WHERE j.is_initial), '{}') AS initial
FROM joined AS j
JOIN pg_roles AS o ON o.oid = j.owner
LEFT JOIN pg_namespace AS n ON n.oid = j.namespace_oid
LEFT JOIN pg_roles AS r ON r.oid = j.grantee
WHERE n.nspname IS DISTINCT FROM 'schema_diff'
GROUP BY o.rolname, n.nspname, j.code, j.grantee, r.rolname
HAVING bool_or(j.is_held <> j.is_initial OR j.is_grantable)
ORDER BY 1 NULLS FIRST, 2 NULLS FIRST, 3, 4
