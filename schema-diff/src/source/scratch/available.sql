-- In: $1 names of extensions. Out: one row a distinct name, with what a kept database with it depends on; for no names
-- one row without a name. `version` is null for an extension that the server does not have.
SELECT
  wanted.name,
  available.default_version::text AS version,
  pg_catalog.current_setting('server_version_num') || '/' || CURRENT_USER AS server
FROM (SELECT 1) always
LEFT JOIN (SELECT DISTINCT unnest($1::text[]) AS name) wanted ON true
LEFT JOIN pg_catalog.pg_available_extensions available ON available.name = wanted.name
ORDER BY wanted.name
