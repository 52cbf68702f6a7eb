CREATE TABLE berries (id integer PRIMARY KEY, name text NOT NULL, weight integer);
CREATE FUNCTION heavy(weight integer) RETURNS boolean LANGUAGE sql RETURN $1 > 10;
CREATE FUNCTION heavy(weight integer, more integer) RETURNS boolean LANGUAGE sql RETURN $1 > 10;
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER keep BEFORE INSERT ON berries FOR EACH ROW WHEN (heavy(new.weight)) EXECUTE FUNCTION keep();
