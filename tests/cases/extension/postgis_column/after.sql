CREATE EXTENSION postgis;
CREATE TABLE t (id integer, place geography(Point, 4326));
CREATE INDEX idx_t_place ON t USING gist (place);
