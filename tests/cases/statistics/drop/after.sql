CREATE TABLE address (city text, street text);
