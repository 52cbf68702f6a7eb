CREATE DOMAIN grams AS integer;
CREATE DOMAIN kilos AS grams;
CREATE TYPE load AS (front grams, back grams);
CREATE TABLE shelves (weights grams[], heaviest kilos);
CREATE TABLE carts (load load);
CREATE DOMAIN litres AS numeric;
CREATE TABLE tanks (volumes litres[] DEFAULT '{}');
