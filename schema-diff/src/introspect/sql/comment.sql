-- Comments.
-- In: nothing. Out: the address of what is described, the text.
-- Skips: the system's own, those that CREATE EXTENSION brings. Comments on what is not modelled are left out by the reader.
SELECT
    d.classoid AS class_oid,
    d.objoid AS object_oid,
    d.objsubid AS part,
    d.description AS text
FROM pg_description AS d
WHERE d.objoid >= 16384
    AND d.classoid <> 'pg_extension'::regclass
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS e
        WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e'
    )
ORDER BY d.classoid, d.objoid, d.objsubid
