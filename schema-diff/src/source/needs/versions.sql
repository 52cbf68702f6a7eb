-- In: $1 names of extensions. Out: name, the version that the server would make, the version of this database.
-- Skips: extensions that the server does not have.
SELECT
    x.name::text AS name,
    x.default_version::text AS available,
    x.installed_version::text AS installed
FROM pg_catalog.pg_available_extensions AS x
WHERE x.name = ANY ($1::text[])
ORDER BY x.name
