CREATE TYPE lengths AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = many);
CREATE TABLE shelves (fits many);
