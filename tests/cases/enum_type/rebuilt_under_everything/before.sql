CREATE TYPE mood AS ENUM ('calm', 'cross', 'odd');
CREATE DOMAIN feeling AS mood CONSTRAINT not_odd CHECK (VALUE <> 'odd'::mood);
CREATE TYPE entry AS (mood mood, note text);
CREATE TYPE span AS RANGE (SUBTYPE = mood, MULTIRANGE_TYPE_NAME = spans);
CREATE FUNCTION is_calm(mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 = 'calm' $$;
CREATE TABLE days (
    id integer PRIMARY KEY,
    mood mood NOT NULL DEFAULT 'calm' CHECK (mood <> 'odd'),
    moods mood[] DEFAULT '{calm}',
    feeling feeling,
    entry entry,
    span span,
    calm boolean GENERATED ALWAYS AS (is_calm(mood)) STORED
);
CREATE INDEX cross_days ON days (id) WHERE mood = 'cross';
CREATE INDEX calm_days ON days (is_calm(mood));
INSERT INTO days VALUES (1, 'cross', '{calm,cross}', 'calm', ROW('cross', 'x'), '[calm,cross]');
