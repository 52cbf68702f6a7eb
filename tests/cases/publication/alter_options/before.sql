CREATE PUBLICATION feed WITH (publish = 'insert');
