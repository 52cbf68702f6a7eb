CREATE TABLE parents (id integer PRIMARY KEY);
CREATE TABLE users (id integer PRIMARY KEY, parent_id integer REFERENCES parents);
CREATE INDEX idx_users ON users (parent_id);
COMMENT ON TABLE users IS 'x';
COMMENT ON COLUMN users.id IS 'x';
