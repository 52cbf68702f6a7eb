CREATE TABLE a (id integer PRIMARY KEY, b_id integer);
CREATE TABLE b (id integer PRIMARY KEY, a_id integer CONSTRAINT fk_b_a REFERENCES a);
ALTER TABLE a ADD CONSTRAINT fk_a_b FOREIGN KEY (b_id) REFERENCES b;
CREATE TABLE c (id integer PRIMARY KEY, c_id integer CONSTRAINT fk_c REFERENCES c);
