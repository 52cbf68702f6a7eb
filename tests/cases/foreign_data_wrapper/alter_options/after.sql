CREATE FOREIGN DATA WRAPPER far OPTIONS (debug 'it''s', level '3');
