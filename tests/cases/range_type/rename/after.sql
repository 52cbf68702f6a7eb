CREATE TYPE widths AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = many);
CREATE TABLE shelves (fits widths, more widths[]);
