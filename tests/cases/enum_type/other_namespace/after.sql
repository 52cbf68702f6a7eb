CREATE SCHEMA s;
CREATE TYPE s.mood AS ENUM ('b', 'a');
CREATE TABLE t (m s.mood DEFAULT 'b');
