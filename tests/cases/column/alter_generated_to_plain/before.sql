CREATE TABLE t (id integer, b integer GENERATED ALWAYS AS (id * 2) STORED);
