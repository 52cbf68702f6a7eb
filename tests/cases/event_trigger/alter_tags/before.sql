CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''%'', tg_tag; END';
CREATE EVENT TRIGGER note_all ON ddl_command_start WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION note();
