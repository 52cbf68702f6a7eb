-- Rewrite rules.
-- In: nothing. Out: oid, the table's oid, name, event, what follows the table's name in its definition (null where the
-- definition does not begin as expected), whether it applies.
-- Skips: the rules that make views, the system's namespaces and the tool's own. Tables that are not modelled are left
-- out by the reader.
SELECT
    r.oid,
    r.ev_class AS table_oid,
    r.rulename::text AS name,
    r.ev_type::text AS event,
    CASE
        WHEN starts_with(pg_get_ruledef(r.oid), head.text)
        THEN left(substr(pg_get_ruledef(r.oid), length(head.text) + 1), -1)
    END AS action,
    r.ev_enabled::text AS enabled
FROM pg_rewrite AS r
JOIN pg_class AS c ON c.oid = r.ev_class
JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT format(
        E'CREATE RULE %I AS\n    ON %s TO %I.%I',
        r.rulename,
        CASE r.ev_type WHEN '1' THEN 'SELECT' WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE 'DELETE' END,
        n.nspname,
        c.relname
    )
) AS head (text)
WHERE r.rulename <> '_RETURN'
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_rewrite'::regclass AND e.objid = r.oid AND e.deptype = 'e'
    )
ORDER BY r.ev_class, r.rulename
