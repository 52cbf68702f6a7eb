-- Constraints of tables.
-- In: nothing. Out: oid, the table's oid, the oid of the index behind it, name, and what it consists of; for one that is
-- a part of its parent's, the name and the column names of that one's index, and whether the server would make it so.
-- Skips: NOT NULL (part of the column), constraint triggers, checks and foreign keys that only the parent has, the
-- system's namespaces and the tool's own. Tables that are not modelled are left out by the reader.
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
    -- Sub-selects run for each row, so they stand behind what tells that there is nothing for them.
    CASE
        WHEN k.contype IN ('p', 'u') AND i.indnatts > i.indnkeyatts THEN ARRAY(
            SELECT a.attname::text
            FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS place
            JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = i.indkey[place]
            ORDER BY place
        )
        ELSE '{}'
    END AS include,
    -- Columns that are younger than the oldest server that is supported are read by way of jsonb.
    k.contype = 'u' AND COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
    fn.nspname::text AS references_namespace,
    f.relname::text AS references_name,
    CASE
        WHEN k.contype = 'f' THEN ARRAY(
            SELECT a.attname::text
            FROM unnest(k.confkey) WITH ORDINALITY AS u (number, place)
            JOIN pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number
            ORDER BY u.place
        )
        ELSE '{}'
    END AS referenced_columns,
    k.confdeltype::text AS on_delete,
    CASE
        WHEN k.confdeltype IN ('n', 'd') THEN ARRAY(
            SELECT a.attname::text
            FROM jsonb_array_elements_text(NULLIF(to_jsonb(k) -> 'confdelsetcols', 'null'))
                WITH ORDINALITY AS u (number, place)
            JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number::smallint
            ORDER BY u.place
        )
        ELSE '{}'
    END AS set_columns,
    k.confupdtype::text AS on_update,
    k.confmatchtype::text AS matching,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    v.major >= 18 AND (to_jsonb(k) ->> 'conperiod')::boolean AS period,
    v.major < 18 OR (to_jsonb(k) ->> 'conenforced')::boolean AS enforced,
    k.convalidated AS validated,
    k.connoinherit AS no_inherit,
    pg_get_expr(k.conbin, k.conrelid) AS expr,
    CASE WHEN k.contype = 'x' THEN pg_get_constraintdef(k.oid) END AS definition,
    COALESCE(x.reloptions, '{}') AS options,
    l.spcname::text AS tablespace,
    COALESCE(i.indisclustered, false) AS clustered,
    COALESCE(i.indisreplident, false) AS replica_identity,
    u.oid AS whole_oid,
    un.nspname::text AS whole_namespace,
    u.relname::text AS whole_name,
    CASE
        WHEN u.oid IS NULL THEN '{}'
        ELSE ARRAY(
            SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = u.oid AND a.attnum > 0 ORDER BY a.attnum
        )
    END AS whole_columns,
    COALESCE(x.relkind = 'I' AND NOT i.indisvalid, false) AS only,
    u.reloptions IS NOT DISTINCT FROM x.reloptions
        AND u.reltablespace = x.reltablespace
        AND (
            u.oid IS NULL
            OR EXISTS (SELECT FROM pg_constraint AS w WHERE w.conindid = u.oid AND w.contype = k.contype)
        ) AS made_alike
FROM pg_constraint AS k
CROSS JOIN (SELECT current_setting('server_version_num')::integer / 10000 AS major) AS v
JOIN pg_class AS c ON c.oid = k.conrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_index AS i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class AS x ON x.oid = i.indexrelid
LEFT JOIN pg_tablespace AS l ON l.oid = x.reltablespace
LEFT JOIN pg_inherits AS h ON h.inhrelid = i.indexrelid
LEFT JOIN pg_class AS u ON u.oid = h.inhparent
LEFT JOIN pg_namespace AS un ON un.oid = u.relnamespace
LEFT JOIN pg_class AS f ON f.oid = k.confrelid
LEFT JOIN pg_namespace AS fn ON fn.oid = f.relnamespace
WHERE c.relkind IN ('r', 'p', 'f')
    AND k.contype IN ('p', 'u', 'f', 'c', 'x')
    AND (k.contype <> 'c' OR k.conislocal)
    AND (k.contype <> 'f' OR k.conparentid = 0)
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY k.conrelid, k.conname
