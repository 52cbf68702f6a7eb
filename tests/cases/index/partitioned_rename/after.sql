CREATE TABLE visit (place text NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES FROM ('2030-01-01') TO ('2030-02-01');
CREATE INDEX visit_where ON visit (place);
