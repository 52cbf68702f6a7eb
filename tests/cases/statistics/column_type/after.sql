CREATE TABLE address (city text, zip varchar(10), street text);
CREATE STATISTICS city_zip ON city, zip FROM address;
