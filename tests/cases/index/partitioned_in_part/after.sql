CREATE TABLE visit (place text NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES FROM ('2030-01-01') TO ('2030-02-01');
CREATE TABLE visit_feb PARTITION OF visit FOR VALUES FROM ('2030-02-01') TO ('2030-03-01');
CREATE INDEX visit_place ON ONLY visit (place);
CREATE INDEX january ON visit_jan (place);
ALTER INDEX visit_place ATTACH PARTITION january;
CREATE INDEX february ON visit_feb (place);
ALTER INDEX visit_place ATTACH PARTITION february;
