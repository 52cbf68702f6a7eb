CREATE TABLE t (id integer, b integer GENERATED ALWAYS AS (id * 3) STORED);
