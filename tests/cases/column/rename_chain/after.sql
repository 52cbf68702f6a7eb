CREATE TABLE t (b int, c text);
