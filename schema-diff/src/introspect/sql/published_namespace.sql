-- Namespaces that publications name.
-- In: nothing. Out: the namespace, the publication.
-- Skips: nothing. Read from the dependencies, because older servers lack the catalog (6237, pg_publication_namespace).
SELECT
    n.nspname::text AS namespace,
    p.pubname::text AS publication
FROM pg_depend AS d
JOIN pg_namespace AS n ON n.oid = d.refobjid
JOIN pg_depend AS e ON e.classid = d.classid AND e.objid = d.objid AND e.refclassid = 'pg_publication'::regclass
JOIN pg_publication AS p ON p.oid = e.refobjid
WHERE d.classid = 6237 AND d.refclassid = 'pg_namespace'::regclass
ORDER BY p.pubname, n.nspname
