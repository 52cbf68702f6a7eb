CREATE TABLE visit (place text NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
ALTER TABLE visit ADD CONSTRAINT place_named CHECK (place <> '');
CREATE INDEX visit_place ON visit (place);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES FROM ('2030-01-01') TO ('2030-02-01');
