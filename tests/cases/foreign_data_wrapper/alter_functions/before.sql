CREATE EXTENSION postgres_fdw;
CREATE FOREIGN DATA WRAPPER far VALIDATOR postgres_fdw_validator;
