CREATE SCHEMA "Pantry";
CREATE TABLE "Pantry".jars (id integer, label text);
