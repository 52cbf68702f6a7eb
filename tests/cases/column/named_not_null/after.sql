CREATE TABLE boxes (width integer CONSTRAINT wide NOT NULL, depth integer NOT NULL, height integer CONSTRAINT high NOT NULL);
