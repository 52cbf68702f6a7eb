CREATE SCHEMA "Pantry";
CREATE TABLE "Pantry".jars (id integer, label varchar(20));
CREATE VIEW "Pantry".labels AS SELECT label FROM "Pantry".jars;
CREATE VIEW labels AS SELECT label FROM "Pantry".labels;
