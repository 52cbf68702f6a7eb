CREATE TABLE t (id integer);
CREATE TABLE u (items t[]);
