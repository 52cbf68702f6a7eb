CREATE TABLE address (city text, zip text, street text);
CREATE STATISTICS city_zip (dependencies) ON city, zip, street FROM address;
COMMENT ON STATISTICS city_zip IS 'they go together';
