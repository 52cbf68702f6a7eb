CREATE TABLE address (city text, zip text, street text);
CREATE STATISTICS city_zip ON city, zip FROM address;
