CREATE SCHEMA yard;
CREATE TABLE yard.tree (kind text);
