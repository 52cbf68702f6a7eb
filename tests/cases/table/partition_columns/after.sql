CREATE TABLE visit (place text NOT NULL, day date NOT NULL, mood text DEFAULT 'good', stay int) PARTITION BY RANGE (day);
CREATE TABLE visit_jan PARTITION OF visit FOR VALUES FROM ('2030-01-01') TO ('2030-02-01');
ALTER TABLE visit_jan ALTER COLUMN mood SET DEFAULT 'cold';
ALTER TABLE visit_jan ALTER COLUMN stay SET NOT NULL;
