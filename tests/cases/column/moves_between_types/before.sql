CREATE TYPE state AS ENUM ('on', 'off');
CREATE TABLE lamps (a integer[], b text[], c int4range, d text);
INSERT INTO lamps VALUES ('{1,2}', '{on}', '[1,3)', '[1,2)');
