CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE moon (x int NOT NULL) SERVER far OPTIONS (table_name 'luna');
