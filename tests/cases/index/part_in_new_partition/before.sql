CREATE TABLE visits (
    region text,
    number integer,
    CONSTRAINT visits_number_check CHECK (number > 0)
) PARTITION BY LIST (region);
CREATE UNIQUE INDEX uniq_visits ON visits (region, number);
