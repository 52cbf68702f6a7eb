-- Names that are no roles of this server.
-- In: $1 names. Out: those that no role has.
SELECT DISTINCT name
FROM unnest($1::text[]) AS name
WHERE NOT EXISTS (
    SELECT
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolname = name
)
ORDER BY name
