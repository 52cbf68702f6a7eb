CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email varchar(255) NOT NULL, CONSTRAINT uniq_users_email UNIQUE (email));
CREATE UNLOGGED TABLE cache ();
