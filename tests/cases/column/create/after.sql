CREATE TABLE t (id integer, mfa_secret varchar(255), mfa_enabled boolean NOT NULL DEFAULT false);
