CREATE TABLE visit (place text NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
ALTER TABLE visit ADD CONSTRAINT place_named CHECK (place <> '');
CREATE INDEX visit_place ON visit (place);
CREATE TABLE visit_jan (place text, day date);
