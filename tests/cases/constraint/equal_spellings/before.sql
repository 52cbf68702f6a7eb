CREATE TABLE r (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX uniq_r_code ON r (code);
CREATE TABLE t (a integer, b integer NOT NULL, c text,
  CONSTRAINT chk CHECK (c IN ('a', 'b')), CONSTRAINT chk2 CHECK (a BETWEEN 1 AND 5), CONSTRAINT chk3 CHECK (c LIKE 'x%'), CONSTRAINT chk4 CHECK (c::varchar(3) <> 'abc'));
