-- Columns.
-- In: nothing. Out: the table's oid, the column's number and what it consists of, the oid of its default.
-- Skips: dropped and system columns, the system's namespaces and the tool's own. Tables that are not modelled are
-- left out by the reader.
SELECT
    a.attrelid AS table_oid,
    a.attnum::integer AS number,
    a.attname::text AS name,
    format_type(a.atttypid, a.atttypmod) AS ty,
    a.attnotnull AS not_null,
    a.attgenerated::text AS generated,
    a.attidentity::text AS identity,
    a.attislocal AS is_local,
    a.attinhcount > 0 AS is_inherited,
    d.oid AS default_oid,
    pg_get_expr(d.adbin, d.adrelid) AS expr,
    CASE WHEN a.attcollation <> t.typcollation THEN ln.nspname::text END AS collation_namespace,
    CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END AS collation_name
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
WHERE c.relkind IN ('r', 'p', 'f')
    AND a.attnum > 0
    AND NOT a.attisdropped
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY a.attrelid, a.attnum
