CREATE TABLE t (id integer, n uuid DEFAULT gen_random_uuid());
