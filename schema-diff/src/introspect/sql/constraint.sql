-- Constraints of tables.
-- In: nothing. Out: oid, the table's oid, the oid of the index behind it, name, and what it consists of.
-- Skips: NOT NULL (part of the column), constraint triggers, the system's namespaces and the tool's own. Tables that
-- are not modelled are left out by the reader.
SELECT
    k.oid,
    k.conrelid AS table_oid,
    CASE WHEN k.contype IN ('p', 'u', 'x') THEN k.conindid END AS index_oid,
    k.conname::text AS name,
    k.contype::text AS kind,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(k.conkey) WITH ORDINALITY AS u (number, place)
        JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number
        ORDER BY u.place
    ) AS columns,
    ARRAY(
        SELECT a.attname::text
        FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS place
        JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = i.indkey[place]
        WHERE k.contype IN ('p', 'u')
        ORDER BY place
    ) AS include,
    -- The column is younger than the oldest server that is supported.
    k.contype = 'u' AND COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
    fn.nspname::text AS references_namespace,
    f.relname::text AS references_name,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place)
        JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number
        ORDER BY u.place
    ) AS referenced_columns,
    k.confdeltype::text AS on_delete,
    k.confupdtype::text AS on_update,
    k.confmatchtype::text AS matching,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    k.convalidated AS validated,
    k.connoinherit AS no_inherit,
    pg_get_expr(k.conbin, k.conrelid) AS expr,
    CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END AS definition
FROM pg_constraint AS k
JOIN pg_class AS c ON c.oid = k.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_index AS i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
LEFT JOIN pg_class AS f ON f.oid = k.confrelid
LEFT JOIN pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE c.relkind = 'r'
    AND k.contype IN ('p', 'u', 'f', 'c', 'x')
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY k.conrelid, k.conname
