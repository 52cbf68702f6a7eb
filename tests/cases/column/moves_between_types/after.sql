CREATE TYPE state AS ENUM ('on', 'off');
CREATE TABLE lamps (a bigint[], b state[], c int8range, d int4range);
