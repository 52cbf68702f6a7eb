CREATE TABLE visit (stay int, day date) PARTITION BY RANGE (day);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES FROM ('2030-01-01') TO ('2030-02-01');
CREATE INDEX visit_stay ON visit (stay);
CREATE INDEX jan_stay ON visit_jan (stay) WHERE stay > 0;
