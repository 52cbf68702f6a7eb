CREATE TABLE jars (id integer CONSTRAINT jars_pk PRIMARY KEY, label text, shelf integer);
CREATE VIEW labels AS SELECT id, label, count(*) AS n FROM jars GROUP BY id;
