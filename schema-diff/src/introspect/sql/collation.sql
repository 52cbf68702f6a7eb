-- Collations.
-- In: nothing. Out: oid, namespace, name, what it consists of; its version changes with the system and is left out.
-- Skips: the system's, those of other encodings, the tool's own, those of extensions.
SELECT
    l.oid,
    n.nspname::text AS namespace,
    l.collname::text AS name,
    l.collprovider::text AS provider,
    -- The columns changed their names from one server to the next.
    COALESCE(
        to_jsonb(l) ->> 'colllocale',
        to_jsonb(l) ->> 'colliculocale',
        CASE WHEN l.collprovider <> 'c' THEN l.collcollate::text END
    ) AS locale,
    CASE WHEN l.collprovider = 'c' THEN l.collcollate::text END AS collate,
    CASE WHEN l.collprovider = 'c' THEN l.collctype::text END AS ctype,
    l.collisdeterministic AS deterministic,
    to_jsonb(l) ->> 'collicurules' AS rules
FROM pg_collation AS l
JOIN pg_namespace AS n ON n.oid = l.collnamespace
WHERE l.collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding()))
    AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'schema_diff')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = 'pg_collation'::regclass AND e.objid = l.oid AND e.deptype = 'e'
    )
ORDER BY n.nspname, l.collname
