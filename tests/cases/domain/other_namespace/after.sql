CREATE SCHEMA box;
CREATE DOMAIN box."Net weight" AS integer CHECK (VALUE > 0);
CREATE TABLE box.shelves (load box."Net weight");
