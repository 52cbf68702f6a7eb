CREATE TABLE t (id integer, email varchar(20) NOT NULL);
