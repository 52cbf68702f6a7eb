CREATE TABLE visits (region text NOT NULL, number integer NOT NULL) PARTITION BY LIST (region);
CREATE TABLE visits_north PARTITION OF visits FOR VALUES IN ('north');
ALTER TABLE visits_north ADD CONSTRAINT visits_north_pkey PRIMARY KEY (region, number);
