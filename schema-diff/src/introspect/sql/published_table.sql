-- Tables that publications name.
-- In: nothing. Out: oid, the table's oid, the publication, the columns and the condition where not all is published.
-- Skips: nothing. Tables that are not modelled are left out by the reader.
SELECT
    r.oid,
    r.prrelid AS table_oid,
    p.pubname::text AS publication,
    CASE
        WHEN to_jsonb(r) ->> 'prattrs' IS NOT NULL THEN ARRAY(
            SELECT a.attname::text
            FROM pg_attribute AS a
            WHERE a.attrelid = r.prrelid
                AND to_jsonb(r) -> 'prattrs' @> to_jsonb(a.attnum)
            ORDER BY a.attname
        )
    END AS columns,
    -- On servers without the column, its name means the one of `missing`.
    pg_get_expr((SELECT prqual FROM pg_publication_rel AS q WHERE q.oid = r.oid), r.prrelid) AS filter
FROM pg_publication_rel AS r
JOIN pg_publication AS p ON p.oid = r.prpubid
CROSS JOIN (SELECT NULL::pg_node_tree AS prqual) AS missing
ORDER BY p.pubname, r.prrelid
