CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE RULE no_delete AS ON DELETE TO berries DO INSTEAD UPDATE berries SET weight = 0 WHERE id = old.id;
COMMENT ON RULE no_delete ON berries IS 'Stays';
