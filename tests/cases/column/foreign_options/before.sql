CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE moon (x int OPTIONS (column_name 'a') NOT NULL, y text, z text OPTIONS (column_name 'it''s'), w int) SERVER far OPTIONS (table_name 'luna');
