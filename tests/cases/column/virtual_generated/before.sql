CREATE TABLE boxes (width integer, depth integer, area integer GENERATED ALWAYS AS (width * 2) VIRTUAL);
