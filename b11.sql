CREATE TABLE par (id int, z int);
CREATE TABLE kid (k int) INHERITS (par);
CREATE TABLE kid2 (k int) INHERITS (par);
CREATE TABLE grand (k2 int, n int) INHERITS (kid);
