CREATE TABLE visits (day date NOT NULL, number integer) PARTITION BY RANGE (day);
CREATE TABLE visits_may PARTITION OF visits FOR VALUES FROM ('2030-05-01') TO ('2030-06-01');
CREATE TABLE visits_june PARTITION OF visits FOR VALUES FROM ('2030-06-01') TO ('2030-07-01');
CREATE INDEX own_may ON visits_may (number);
CREATE INDEX visits_number ON visits (number DESC);
