CREATE TABLE par (id int, n int, z int);
CREATE TABLE kid (k int) INHERITS (par);
CREATE TABLE kid2 (k int) INHERITS (par);
CREATE TABLE grand (k2 int) INHERITS (kid);
