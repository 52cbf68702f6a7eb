CREATE TABLE boxes (width integer NOT NULL, depth integer CONSTRAINT deep NOT NULL, height integer);
