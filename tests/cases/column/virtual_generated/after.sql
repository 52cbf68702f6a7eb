CREATE TABLE boxes (width integer, depth integer, area integer GENERATED ALWAYS AS (width * depth) VIRTUAL);
