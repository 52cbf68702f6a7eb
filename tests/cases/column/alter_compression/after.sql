CREATE TABLE notes (body text, more text COMPRESSION pglz, fresh text COMPRESSION pglz);
