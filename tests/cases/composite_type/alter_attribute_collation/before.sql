CREATE TYPE place AS (street text);
