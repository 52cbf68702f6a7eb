CREATE RECURSIVE VIEW countdown (n) AS VALUES (10) UNION ALL SELECT n - 1 FROM countdown WHERE n > 0;
CREATE VIEW pairs ("first one", second) AS VALUES (1, 'a'), (2, 'b');
CREATE VIEW "Odd ""name""" AS SELECT 1 AS "select", 2 AS "?column?";
