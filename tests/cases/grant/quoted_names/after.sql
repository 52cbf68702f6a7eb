CREATE SCHEMA "Odd";
CREATE TABLE "Odd"."a.b" ("c d" int);
GRANT SELECT ("c d"), UPDATE ("c d") ON "Odd"."a.b" TO pg_monitor;
GRANT DELETE ON "Odd"."a.b" TO PUBLIC;
