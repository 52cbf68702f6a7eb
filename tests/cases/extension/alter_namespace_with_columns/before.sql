CREATE EXTENSION citext;
CREATE TABLE t (name citext DEFAULT 'x', CHECK (name <> 'y'));
CREATE INDEX t_name ON t (name);
