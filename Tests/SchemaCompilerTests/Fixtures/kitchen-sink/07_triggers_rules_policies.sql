-- Triggers, rules and policies.

CREATE FUNCTION harbour.note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit.log (line) VALUES (TG_ARGV[0] || ' ' || TG_OP);
    RETURN NULL;
END $$;
CREATE FUNCTION harbour.keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;

CREATE TRIGGER ships_changed AFTER UPDATE OF name, home ON harbour.ships FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION harbour.note_change('it''s', 'two');
CREATE TRIGGER keep_ships BEFORE INSERT OR UPDATE ON harbour.ships FOR EACH ROW EXECUTE PROCEDURE harbour.keep();
CREATE TRIGGER many_ships AFTER UPDATE ON harbour.ships REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION harbour.note_change('many');
CREATE CONSTRAINT TRIGGER late_check AFTER INSERT OR DELETE ON harbour.ships FROM harbour.ports DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION harbour.keep();
CREATE TRIGGER sailors_off AFTER TRUNCATE ON harbour.sailors EXECUTE FUNCTION harbour.note_change('gone');
CREATE TRIGGER sailors_always BEFORE DELETE ON harbour.sailors FOR EACH ROW EXECUTE FUNCTION harbour.keep();
CREATE TRIGGER through_view INSTEAD OF INSERT ON harbour.afloat FOR EACH ROW EXECUTE FUNCTION harbour.keep();
CREATE TRIGGER every_visit AFTER INSERT ON harbour.visits FOR EACH ROW EXECUTE FUNCTION harbour.note_change('visit');
ALTER TABLE harbour.sailors DISABLE TRIGGER sailors_off, ENABLE ALWAYS TRIGGER sailors_always;
ALTER TABLE harbour.visits_old DISABLE TRIGGER every_visit;

CREATE RULE forward AS ON INSERT TO harbour.crowded DO INSTEAD INSERT INTO harbour.reports (port) VALUES (NEW.id);
CREATE RULE never AS ON DELETE TO harbour.vehicles WHERE OLD.weight > 100 DO INSTEAD NOTHING;
CREATE RULE twice AS ON UPDATE TO harbour.rented DO ALSO (NOTIFY rented; DELETE FROM harbour.rented WHERE until < OLD.until);
ALTER TABLE harbour.rented DISABLE RULE twice;

ALTER TABLE harbour.sailors ENABLE ROW LEVEL SECURITY;
ALTER TABLE harbour.crews ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON harbour.sailors FOR SELECT TO pg_monitor, CURRENT_USER USING (crew IS NOT NULL);
CREATE POLICY own_crew ON harbour.sailors AS RESTRICTIVE FOR UPDATE TO pg_read_all_data USING (crew = 1) WITH CHECK (crew IN (SELECT id FROM harbour.crews WHERE leader > 0));
CREATE POLICY "any one" ON harbour.crews USING (true);
