CREATE TABLE r (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX uniq_r_code ON r (code);
CREATE TABLE t (a integer, b integer NOT NULL, c text,
  CONSTRAINT fk FOREIGN KEY (c) REFERENCES r (code));
