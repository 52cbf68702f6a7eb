CREATE SCHEMA box;
CREATE TYPE box."Place" AS ("Street name" text);
CREATE TABLE box.houses (at box."Place");
