CREATE TABLE t (id integer, n text);
CREATE TABLE u (items t[]);
