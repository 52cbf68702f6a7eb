CREATE TABLE address (city text, zip text, street text);
CREATE STATISTICS zip_city ON city, zip FROM address;
