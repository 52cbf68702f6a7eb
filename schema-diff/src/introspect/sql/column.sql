-- Columns.
-- In: nothing. Out: the table's oid, the column's number and what it consists of, the oids of its default, of its NOT
-- NULL constraint on servers that keep one, and of the sequence behind its identity.
-- Skips: dropped and system columns, the system's namespaces and the tool's own. Tables that are not modelled are
-- left out by the reader.
SELECT
    a.attrelid AS table_oid,
    a.attnum::integer AS number,
    a.attname::text AS name,
    format_type(a.atttypid, a.atttypmod) AS ty,
    a.attnotnull AS not_null,
    k.oid AS not_null_oid,
    k.conname::text AS not_null_name,
    COALESCE(k.connoinherit, false) AS not_null_no_inherit,
    COALESCE(k.convalidated, true) AS not_null_validated,
    a.attgenerated::text AS generated,
    a.attidentity::text AS identity,
    a.attislocal AS is_local,
    a.attinhcount > 0 AS is_inherited,
    s.seqrelid AS sequence_oid,
    s.sequence_name,
    s.start,
    s.increment,
    s.min,
    s.max,
    s.cache,
    s.cycle,
    d.oid AS default_oid,
    pg_get_expr(d.adbin, d.adrelid) AS expr,
    CASE WHEN a.attcollation <> t.typcollation THEN ln.nspname::text END AS collation_namespace,
    CASE WHEN a.attcollation <> t.typcollation THEN l.collname::text END AS collation_name,
    a.attcompression::text AS compression,
    a.attstorage::text AS storage,
    t.typstorage::text AS storage_of_type,
    NULLIF(a.attstattarget, -1)::integer AS statistics,
    COALESCE(a.attoptions, '{}') AS options,
    COALESCE(a.attfdwoptions, '{}') AS foreign_options
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
LEFT JOIN pg_namespace AS ln ON ln.oid = l.collnamespace
LEFT JOIN pg_constraint AS k ON k.conrelid = a.attrelid AND k.contype = 'n' AND k.conkey[1] = a.attnum
LEFT JOIN (
    SELECT
        o.refobjid AS table_oid,
        o.refobjsubid AS number,
        q.seqrelid,
        x.relname::text AS sequence_name,
        q.seqstart AS start,
        q.seqincrement AS increment,
        NULLIF(
            q.seqmin,
            CASE
                WHEN q.seqincrement > 0 THEN 1
                WHEN q.seqtypid = 'smallint'::regtype THEN -32768
                WHEN q.seqtypid = 'integer'::regtype THEN -2147483648
                ELSE '-9223372036854775808'::bigint
            END
        ) AS min,
        NULLIF(
            q.seqmax,
            CASE
                WHEN q.seqincrement < 0 THEN -1
                WHEN q.seqtypid = 'smallint'::regtype THEN 32767
                WHEN q.seqtypid = 'integer'::regtype THEN 2147483647
                ELSE 9223372036854775807
            END
        ) AS max,
        q.seqcache AS cache,
        q.seqcycle AS cycle
    FROM pg_sequence AS q
    JOIN pg_class AS x ON x.oid = q.seqrelid
    JOIN pg_depend AS o
        ON o.classid = 'pg_class'::regclass
        AND o.objid = q.seqrelid
        AND o.refclassid = 'pg_class'::regclass
        AND o.deptype = 'i'
) AS s ON s.table_oid = a.attrelid AND s.number = a.attnum
WHERE c.relkind IN ('r', 'p', 'f')
    AND a.attnum > 0
    AND NOT a.attisdropped
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
ORDER BY a.attrelid, a.attnum
