CREATE SCHEMA depot;
CREATE TYPE depot.mood AS ENUM ('sad');
CREATE TABLE t (m depot.mood DEFAULT 'sad');
