CREATE TABLE visits (region text NOT NULL, number integer NOT NULL) PARTITION BY LIST (region);
CREATE TABLE visits_north PARTITION OF visits FOR VALUES IN ('north');
CREATE UNIQUE INDEX uniq_visits ON visits (region, number);
