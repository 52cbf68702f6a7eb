CREATE DOMAIN grams AS integer DEFAULT 1 NOT NULL CONSTRAINT grams_positive CHECK (VALUE > 0) CONSTRAINT grams_small CHECK (VALUE < 5000);
CREATE DOMAIN title AS varchar(40) COLLATE "C";
CREATE TABLE shelves (id integer, weight grams, label title);
