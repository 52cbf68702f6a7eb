CREATE TABLE visits (region text NOT NULL, number integer NOT NULL) PARTITION BY LIST (region);
CREATE TABLE visits_north PARTITION OF visits FOR VALUES IN ('north');
ALTER TABLE ONLY visits ADD CONSTRAINT visits_key PRIMARY KEY (region, number);
ALTER TABLE visits_north ADD CONSTRAINT uniq_north PRIMARY KEY (region, number);
ALTER INDEX visits_key ATTACH PARTITION uniq_north;
