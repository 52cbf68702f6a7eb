CREATE TABLE t (email text CONSTRAINT chk CHECK (email <> ''));
CREATE INDEX i ON t (email);
