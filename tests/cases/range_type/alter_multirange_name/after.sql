CREATE TYPE lengths AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = several);
CREATE TABLE shelves (fits several);
