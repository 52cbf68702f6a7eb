CREATE TYPE lengths AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = lengths_many);
CREATE TABLE shelves (fits lengths DEFAULT '[1,2)', more lengths[], all_fits lengths_many);
CREATE INDEX by_fit ON shelves USING gist (fits);
INSERT INTO shelves VALUES ('[1,5)', '{"[1,2)"}', '{[1,2)}');
