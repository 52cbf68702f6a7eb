CREATE TABLE visit (place text NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES FROM ('2030-01-01') TO ('2030-02-01');
CREATE TABLE visit_feb PARTITION OF visit FOR VALUES FROM ('2030-02-01') TO ('2030-03-01');
ALTER TABLE ONLY visit ADD CONSTRAINT visit_key UNIQUE (place, day);
ALTER TABLE visit_jan ADD CONSTRAINT january UNIQUE (place, day);
ALTER INDEX visit_key ATTACH PARTITION january;
ALTER TABLE visit_feb ADD CONSTRAINT february UNIQUE (place, day);
ALTER INDEX visit_key ATTACH PARTITION february;
CREATE TABLE note (place text, day date, FOREIGN KEY (place, day) REFERENCES visit (place, day));
