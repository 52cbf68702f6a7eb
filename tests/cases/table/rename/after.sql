CREATE TABLE users (id integer CONSTRAINT users_pkey PRIMARY KEY, name text);
CREATE INDEX idx_users_name ON users (name);
CREATE TABLE posts (user_id integer CONSTRAINT fk_posts_users REFERENCES users);
