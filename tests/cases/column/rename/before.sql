CREATE TABLE t (mail text CONSTRAINT chk CHECK (mail <> ''));
CREATE INDEX i ON t (mail);
