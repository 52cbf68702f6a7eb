-- Policies of row-level security.
-- In: nothing. Out: oid, the table's oid, name, and what it consists of.
-- Skips: the system's namespaces and the tool's own. Tables that are not modelled are left out by the reader.
SELECT
    o.oid,
    o.polrelid AS table_oid,
    o.polname::text AS name,
    o.polpermissive AS permissive,
    o.polcmd::text AS command,
    ARRAY(
        SELECT r.rolname::text FROM pg_roles AS r WHERE r.oid = ANY (o.polroles) ORDER BY r.rolname COLLATE "C"
    ) AS roles,
    pg_get_expr(o.polqual, o.polrelid) AS using_expr,
    pg_get_expr(o.polwithcheck, o.polrelid) AS with_check
FROM pg_policy AS o
JOIN pg_class AS c ON c.oid = o.polrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY o.polrelid, o.polname
