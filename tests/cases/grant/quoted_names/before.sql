CREATE SCHEMA "Odd";
CREATE TABLE "Odd"."a.b" ("c d" int);
