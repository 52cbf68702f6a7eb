CREATE FUNCTION bucket(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT length($1)';
CREATE TABLE word (text text COLLATE "C", n int) PARTITION BY LIST (bucket(text));
CREATE TABLE word_short PARTITION OF word FOR VALUES IN (1, 2);
CREATE TABLE word_null PARTITION OF word FOR VALUES IN (NULL);
CREATE TABLE tally (n int) PARTITION BY HASH (n int4_ops);
CREATE TABLE tally_0 PARTITION OF tally FOR VALUES WITH (modulus 2, remainder 0);
