CREATE FOREIGN DATA WRAPPER far OPTIONS (debug 'true', "Odd one" 'x');
