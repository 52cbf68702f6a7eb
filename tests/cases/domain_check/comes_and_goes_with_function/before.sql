CREATE DOMAIN grams AS integer;
