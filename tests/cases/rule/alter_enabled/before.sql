CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE RULE no_delete AS ON DELETE TO berries DO INSTEAD NOTHING;
