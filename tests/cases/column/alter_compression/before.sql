CREATE TABLE notes (body text COMPRESSION pglz, more text);
