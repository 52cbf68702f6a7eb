CREATE TYPE lengths AS RANGE (SUBTYPE = double precision);
CREATE TABLE shelves (id integer, fits lengths);
