CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE TABLE log (id integer);
CREATE RULE log_heavy AS ON INSERT TO berries WHERE new.weight > 10 DO ALSO (INSERT INTO log VALUES (new.id); DELETE FROM log WHERE id < 0);
CREATE RULE "No ""delete""" AS ON DELETE TO berries DO INSTEAD NOTHING;
COMMENT ON RULE log_heavy ON berries IS 'Keeps them';
ALTER TABLE berries DISABLE RULE log_heavy;
