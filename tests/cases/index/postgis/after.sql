CREATE EXTENSION postgis;
CREATE TABLE t (g geometry(Point, 4326));
CREATE INDEX i ON t USING gist (g gist_geometry_ops_nd);
