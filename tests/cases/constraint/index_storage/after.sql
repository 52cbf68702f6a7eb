CREATE TABLE room (number int, PRIMARY KEY (number) WITH (fillfactor = 60));
CREATE TABLE slot (during int4range, EXCLUDE USING gist (during WITH &&) WITH (fillfactor = 80) WHERE (NOT isempty(during)) DEFERRABLE);
