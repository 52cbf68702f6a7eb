CREATE TABLE reading (value int, note text) WITH (autovacuum_enabled = false, fillfactor = 80, toast.autovacuum_enabled = false);
