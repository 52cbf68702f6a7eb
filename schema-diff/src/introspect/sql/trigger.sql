-- Triggers of tables and views.
-- In: nothing. Out: oid, the table's oid, name, the bits of its type, and what it consists of.
-- Skips: internal ones, clones on partitions, the system's namespaces and the tool's own. Tables that are not modelled
-- are left out by the reader.
SELECT
    g.oid,
    g.tgrelid AS table_oid,
    g.tgname::text AS name,
    g.tgtype::integer AS bits,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(g.tgattr) WITH ORDINALITY AS u (number, place)
        JOIN pg_attribute AS a ON a.attrelid = g.tgrelid AND a.attnum = u.number
        ORDER BY u.place
    ) AS columns,
    CASE WHEN g.tgqual IS NOT NULL THEN pg_get_triggerdef(g.oid) END AS definition,
    fn.nspname::text AS function_namespace,
    f.proname::text AS function_name,
    g.tgargs AS arguments,
    g.tgoldtable::text AS old_table,
    g.tgnewtable::text AS new_table,
    g.tgconstraint <> 0 AS is_constraint,
    g.tgdeferrable AS deferrable,
    g.tginitdeferred AS deferred,
    onn.nspname::text AS other_namespace,
    o.relname::text AS other_name,
    g.tgenabled::text AS enabled
FROM pg_trigger AS g
JOIN pg_class AS c ON c.oid = g.tgrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_proc AS f ON f.oid = g.tgfoid
JOIN pg_namespace AS fn ON fn.oid = f.pronamespace
LEFT JOIN pg_class AS o ON o.oid = g.tgconstrrelid
LEFT JOIN pg_namespace AS onn ON onn.oid = o.relnamespace
WHERE NOT g.tgisinternal
    AND g.tgparentid = 0
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY g.tgrelid, g.tgname
