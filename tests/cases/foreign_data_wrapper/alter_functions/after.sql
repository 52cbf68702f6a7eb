CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER far HANDLER postgres_fdw_handler;
