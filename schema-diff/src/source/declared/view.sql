-- The first column of a view that is not the field in its place: by name, or by type. Text of any kind is text.
SELECT field.name AS field,
       field.ty AS field_type,
       shown.attname::text AS shown,
       pg_catalog.format_type(shown.atttypid, shown.atttypmod) AS shown_type
FROM ROWS FROM (pg_catalog.unnest($2::text[]), pg_catalog.unnest($3::text[])) WITH ORDINALITY AS field (name, ty, place)
FULL JOIN (
    SELECT a.*, pg_catalog.row_number() OVER (ORDER BY a.attnum) AS place
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = $1::text::pg_catalog.regclass AND a.attnum > 0 AND NOT a.attisdropped
) AS shown ON shown.place = field.place
LEFT JOIN pg_catalog.pg_type has ON has.oid = shown.atttypid
LEFT JOIN pg_catalog.pg_type wants ON wants.oid = pg_catalog.to_regtype(field.ty)
WHERE field.name IS DISTINCT FROM shown.attname::text
   OR (coalesce(nullif(has.typbasetype, 0), has.oid) IS DISTINCT FROM coalesce(nullif(wants.typbasetype, 0), wants.oid)
       AND NOT (has.typcategory = 'S' AND wants.typcategory = 'S'))
ORDER BY coalesce(field.place, shown.place)
LIMIT 1
