-- In: $1 names of extensions. Out: one row a distinct name, with what a template with it depends on.
-- `version` is null for an extension that the server does not have.
SELECT
  wanted.name,
  available.default_version::text AS version,
  pg_catalog.current_setting('server_version_num') || '/' || CURRENT_USER AS server
FROM (SELECT DISTINCT unnest($1::text[]) AS name) wanted
LEFT JOIN pg_catalog.pg_available_extensions available ON available.name = wanted.name
ORDER BY wanted.name
