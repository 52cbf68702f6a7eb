CREATE TABLE "User" ("createdAt" integer, created_at integer, type text, ref text);
CREATE TABLE "user" (id integer);
CREATE SCHEMA other;
CREATE TABLE other."user" ("a.b" integer, "c ""d""" text);
