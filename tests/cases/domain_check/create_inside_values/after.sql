CREATE DOMAIN grams AS integer CONSTRAINT positive CHECK (VALUE > 0);
CREATE DOMAIN kilos AS grams;
CREATE TYPE load AS (front grams, back grams);
CREATE TABLE shelves (weights grams[], heaviest kilos);
CREATE TABLE carts (load load);
CREATE DOMAIN litres AS numeric CONSTRAINT positive CHECK (VALUE > 0) CONSTRAINT small CHECK (VALUE < 100);
CREATE TABLE tanks (volumes litres[] DEFAULT '{}');
