CREATE TYPE place AS (street text COLLATE "C");
