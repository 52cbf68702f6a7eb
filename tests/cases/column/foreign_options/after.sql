CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE moon (x int OPTIONS (column_name 'b') NOT NULL, y text OPTIONS (column_name 'Y'), z text, w int, v text OPTIONS (column_name 'V') COLLATE "C" NOT NULL) SERVER far OPTIONS (table_name 'luna');
CREATE FOREIGN TABLE mars (x int OPTIONS (column_name 'b') DEFAULT 4) SERVER far;
