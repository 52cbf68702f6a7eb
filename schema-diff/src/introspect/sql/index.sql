-- Indexes that no constraint owns.
-- In: nothing. Out: oid, the table's oid, namespace, name, the whole definition and its parts; for an index that is a
-- part of its parent's, that one's name and column names, and whether the server would make it so.
-- Skips: the system's namespaces and the tool's own. Tables that are not modelled are left out by the reader.
SELECT
    i.indexrelid AS oid,
    i.indrelid AS table_oid,
    n.nspname::text AS namespace,
    x.relname::text AS name,
    m.amname::text AS method,
    pg_get_indexdef(i.indexrelid) AS definition,
    ARRAY(
        SELECT COALESCE(quote_ident(a.attname), pg_get_indexdef(i.indexrelid, place, false))
        FROM generate_series(1, i.indnkeyatts) AS place
        LEFT JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = NULLIF(i.indkey[place - 1], 0)
        ORDER BY place
    ) AS keys,
    -- Sub-selects run for each row, so they stand behind what tells that there is nothing for them. Only what an
    -- expression gives is sampled as somebody says.
    CASE
        WHEN i.indexprs IS NULL THEN array_fill(-1, ARRAY[i.indnkeyatts])
        ELSE ARRAY(
            SELECT COALESCE(a.attstattarget, -1)::integer
            FROM generate_series(1, i.indnkeyatts) AS place
            JOIN pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum = place
            ORDER BY place
        )
    END AS statistics,
    CASE
        WHEN 0 = ALL (i.indcollation::oid[]) THEN array_fill(''::text, ARRAY[i.indnkeyatts])
        ELSE ARRAY(
            SELECT COALESCE(ln.nspname::text, '')
            FROM generate_series(1, i.indnkeyatts) AS place
            LEFT JOIN pg_collation AS l ON l.oid = i.indcollation[place - 1]
            LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
            ORDER BY place
        )
    END AS collation_namespaces,
    CASE
        WHEN i.indnatts = i.indnkeyatts THEN '{}'
        ELSE ARRAY(
            SELECT a.attname::text
            FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS place
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[place]
            ORDER BY place
        )
    END AS include,
    i.indisunique AS is_unique,
    -- The column is younger than the oldest server that is supported.
    i.indisunique AND COALESCE((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
    pg_get_expr(i.indpred, i.indrelid) AS predicate,
    COALESCE(x.reloptions, '{}') AS options,
    l.spcname::text AS tablespace,
    i.indisclustered AS clustered,
    i.indisreplident AS replica_identity,
    x.relkind = 'I' AND NOT i.indisvalid AS only,
    u.oid AS whole_oid,
    un.nspname::text AS whole_namespace,
    u.relname::text AS whole_name,
    CASE
        WHEN u.oid IS NULL THEN '{}'
        ELSE ARRAY(
            SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = u.oid AND a.attnum > 0 ORDER BY a.attnum
        )
    END AS whole_columns,
    u.reloptions IS NOT DISTINCT FROM x.reloptions AND u.reltablespace = x.reltablespace AS made_alike
FROM pg_index AS i
JOIN pg_class AS x ON x.oid = i.indexrelid
JOIN pg_class AS c ON c.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = x.relnamespace
JOIN pg_am AS m ON m.oid = x.relam
LEFT JOIN pg_tablespace AS l ON l.oid = x.reltablespace
LEFT JOIN pg_inherits AS h ON h.inhrelid = i.indexrelid
LEFT JOIN pg_class AS u ON u.oid = h.inhparent
LEFT JOIN pg_namespace AS un ON un.oid = u.relnamespace
WHERE c.relkind IN ('r', 'p', 'm')
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
    )
ORDER BY n.nspname, x.relname
