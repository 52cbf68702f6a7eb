-- Columns of views and materialised views.
-- In: nothing. Out: the view's oid, the column's number, name, type and collation, its default and the oid of that.
-- Skips: the system's namespaces and the tool's own. Views that are not modelled are left out by the reader.
SELECT
    a.attrelid AS view_oid,
    a.attnum::integer AS number,
    a.attname::text AS name,
    format_type(a.atttypid, a.atttypmod) AS ty,
    CASE WHEN a.attcollation <> t.typcollation THEN ln.nspname::text END AS collation_namespace,
    CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END AS collation_name,
    d.oid AS default_oid,
    pg_get_expr(d.adbin, d.adrelid) AS default_expr
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
WHERE c.relkind IN ('v', 'm')
    AND a.attnum > 0
    AND NOT a.attisdropped
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY a.attrelid, a.attnum
