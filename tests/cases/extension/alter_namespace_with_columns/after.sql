CREATE SCHEMA depot;
CREATE EXTENSION citext WITH SCHEMA depot;
CREATE TABLE t (name depot.citext DEFAULT 'x', CHECK (name OPERATOR(depot.<>) 'y'));
CREATE INDEX t_name ON t (name);
