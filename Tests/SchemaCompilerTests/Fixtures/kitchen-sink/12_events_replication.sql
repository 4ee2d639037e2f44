-- Publications, a subscription and event triggers.

CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update');
CREATE PUBLICATION arrivals FOR TABLE harbour.visits, ONLY harbour.vehicles WITH (publish_via_partition_root = true);
ALTER PUBLICATION arrivals ADD TABLE harbour.ports;
CREATE PUBLICATION nothing_yet;
COMMENT ON PUBLICATION everything IS 'all';
CREATE SUBSCRIPTION from_sister CONNECTION 'host=sister.example dbname=harbour' PUBLICATION arrivals, "all of it" WITH (connect = false, slot_name = NONE, synchronous_commit = local);
COMMENT ON SUBSCRIPTION from_sister IS 'not connected';

CREATE FUNCTION harbour.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$;
CREATE EVENT TRIGGER watch_commands ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP FUNCTION') EXECUTE FUNCTION harbour.watch();
CREATE EVENT TRIGGER watch_drops ON sql_drop EXECUTE FUNCTION harbour.watch();
ALTER EVENT TRIGGER watch_drops DISABLE;
COMMENT ON EVENT TRIGGER watch_commands IS 'an event trigger';
