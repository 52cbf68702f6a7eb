CREATE TABLE par (id int, z int);
CREATE TABLE kid (k int, n int) INHERITS (par);
CREATE TABLE kid2 (k int) INHERITS (par);
CREATE TABLE grand (k2 int) INHERITS (kid);
