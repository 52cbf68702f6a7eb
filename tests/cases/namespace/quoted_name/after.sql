CREATE SCHEMA "Audit Log";
CREATE TABLE "Audit Log"."select" ("from" integer);
