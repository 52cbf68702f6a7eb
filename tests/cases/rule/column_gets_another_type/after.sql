CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight bigint);
CREATE RULE keep_heavy AS ON DELETE TO berries WHERE old.weight > 10 DO INSTEAD NOTHING;
