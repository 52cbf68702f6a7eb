CREATE TABLE r (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX uniq_r_code ON r (code);
CREATE TABLE t (a integer, b integer NOT NULL, c text,
  CONSTRAINT chk_t_a CHECK (a > 0), CONSTRAINT uniq_t_c UNIQUE (c));
COMMENT ON CONSTRAINT uniq_t_c ON t IS 'one';
