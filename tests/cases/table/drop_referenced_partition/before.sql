CREATE TABLE visits (region text, number integer, PRIMARY KEY (region, number)) PARTITION BY LIST (region);
CREATE TABLE visits_north PARTITION OF visits FOR VALUES IN ('north');
CREATE TABLE visits_south PARTITION OF visits FOR VALUES IN ('south');
CREATE TABLE notes (region text, number integer, body text);
ALTER TABLE notes ADD CONSTRAINT fk_notes_visits FOREIGN KEY (region, number) REFERENCES visits;
