-- What depends on what.
-- In: nothing. Out: pairs of addresses; an object of an extension on the needed side is replaced by its extension.
-- Skips: the system's own, what extensions need.
SELECT DISTINCT
    d.classid AS class_oid,
    d.objid AS object_oid,
    d.objsubid AS part,
    COALESCE(e.refclassid, d.refclassid) AS needed_class_oid,
    COALESCE(e.refobjid, d.refobjid) AS needed_object_oid,
    CASE WHEN e.objid IS NULL THEN d.refobjsubid ELSE 0 END AS needed_part
FROM pg_depend AS d
LEFT JOIN pg_depend AS e ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'
WHERE d.objid >= 16384
    AND d.refobjid >= 16384
    AND d.deptype IN ('n', 'a', 'i', 'P', 'S')
    AND NOT EXISTS (
        SELECT
        FROM pg_depend AS o
        WHERE o.classid = d.classid AND o.objid = d.objid AND o.deptype = 'e'
    )
ORDER BY 1, 2, 3, 4, 5, 6
