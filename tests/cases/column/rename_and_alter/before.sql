CREATE TABLE t (id integer, mail varchar(10));
