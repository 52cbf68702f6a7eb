-- The second view is needed by the first.
CREATE VIEW late_open_invoices AS SELECT * FROM open_invoices WHERE due < current_date;
CREATE VIEW open_invoices AS SELECT id, number, due FROM invoices WHERE NOT paid;
CREATE TRIGGER note_invoices AFTER UPDATE ON invoices FOR EACH ROW EXECUTE FUNCTION note_change();
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_invoices ON invoices USING (id IS NOT NULL);
