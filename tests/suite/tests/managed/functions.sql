-- A default of an entity needs this function; the function needs the table of the entity.
CREATE FUNCTION next_number() RETURNS bigint LANGUAGE sql AS 'SELECT coalesce(max(number), 0) + 1 FROM invoices';

CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE NOTICE 'changed';
  RETURN NEW;
END $$;
