CREATE TABLE r (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX uniq_r_code ON r (code);
CREATE TABLE t (a integer, b integer NOT NULL, c text,
  CONSTRAINT chk CHECK (c = ANY (ARRAY['a', 'b'])), CONSTRAINT chk2 CHECK (((a >= 1) AND (a <= 5))), CONSTRAINT chk3 CHECK (c ~~ 'x%'), CONSTRAINT chk4 CHECK ((c::character varying(3))::text <> 'abc'::text));
