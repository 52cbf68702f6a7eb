CREATE TABLE visit (place text NOT NULL, day date NOT NULL) PARTITION BY LIST (day);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES IN ('2030-01-01');
CREATE INDEX visit_place ON visit (place);
