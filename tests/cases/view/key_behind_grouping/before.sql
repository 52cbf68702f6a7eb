CREATE TABLE jars (id integer CONSTRAINT jars_key PRIMARY KEY, label text);
CREATE VIEW labels AS SELECT id, label, count(*) AS n FROM jars GROUP BY id;
