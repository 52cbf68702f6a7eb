CREATE SCHEMA yard;
CREATE TABLE yard.tree (kind text);
CREATE INDEX "By kind" ON yard.tree USING hash (kind) WITH (fillfactor = 60);
ALTER TABLE yard.tree ADD CONSTRAINT "One kind" UNIQUE (kind);
ALTER TABLE yard.tree CLUSTER ON "One kind";
