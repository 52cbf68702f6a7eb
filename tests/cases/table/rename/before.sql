CREATE TABLE people (id integer CONSTRAINT people_pkey PRIMARY KEY, name text);
CREATE INDEX idx_people_name ON people (name);
CREATE TABLE posts (user_id integer CONSTRAINT fk_posts_users REFERENCES people);
