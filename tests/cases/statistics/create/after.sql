CREATE TABLE address (city text, zip text, street text);
CREATE STATISTICS city_zip ON city, zip FROM address;
CREATE STATISTICS city_low (ndistinct, mcv) ON city, lower(zip) FROM address;
CREATE STATISTICS one ON (upper(street)) FROM address;
