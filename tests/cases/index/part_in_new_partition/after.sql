CREATE TABLE visits (
    region text,
    number integer,
    CONSTRAINT visits_number_check CHECK (number > 0)
) PARTITION BY LIST (region);
CREATE TABLE visits_north (
    region text NOT NULL,
    number integer NOT NULL,
    CONSTRAINT visits_number_check CHECK (number > 0),
    CONSTRAINT visits_north_pkey PRIMARY KEY (region, number)
);
CREATE UNIQUE INDEX uniq_visits ON visits (region, number);
ALTER TABLE visits ATTACH PARTITION visits_north FOR VALUES IN ('north');
