CREATE TABLE t (id integer PRIMARY KEY, a integer[], b text[], c integer[], d text);
