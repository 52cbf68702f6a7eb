-- Publications.
-- In: nothing. Out: oid, name, what CREATE PUBLICATION says.
-- Skips: those of extensions.
SELECT
    p.oid,
    p.pubname::text AS name,
    p.puballtables AS all_tables,
    p.pubinsert AS inserts,
    p.pubupdate AS updates,
    p.pubdelete AS deletes,
    p.pubtruncate AS truncates,
    p.pubviaroot AS via_root,
    -- The column is younger than the oldest server that is supported.
    COALESCE(to_jsonb(p) ->> 'pubgencols' = 's', false) AS generated_columns
FROM pg_publication AS p
WHERE NOT EXISTS (
    SELECT
    FROM pg_depend AS e
    WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid AND e.deptype = 'e'
)
ORDER BY p.pubname
