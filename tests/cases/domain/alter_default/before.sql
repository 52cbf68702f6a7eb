CREATE DOMAIN grams AS integer DEFAULT 1;
CREATE DOMAIN litres AS integer;
