-- Rows, and behind them, as in a dump, the triggers and rules that must not see them.

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''% has fired'', tg_name; END';

CREATE TABLE guests (name text, nights integer);
CREATE TABLE rooms (number integer PRIMARY KEY, beds integer);
CREATE TABLE stays (day date, room integer REFERENCES rooms DEFERRABLE INITIALLY DEFERRED) PARTITION BY RANGE (day);
CREATE TABLE "stays of 2024" PARTITION OF stays FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE "stays of 2025" PARTITION OF stays FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE notes (line text);
CREATE TABLE log (line text);
CREATE RULE unseen_by_copy AS ON INSERT TO log DO INSTEAD NOTHING;

COPY guests (name, nights) FROM stdin;
Ada	1
Bo	2
\.
INSERT INTO rooms VALUES (1, 2), (2, 3);
INSERT INTO rooms VALUES (3, 1) ON CONFLICT (number) DO NOTHING;
INSERT INTO notes VALUES ('first'), ('second') RETURNING line;
COPY stays (day, room) FROM stdin;
2024-05-01	1
2025-05-01	2
\.
COPY "stays of 2025" (day, room) FROM stdin;
2025-06-01	2
\.
COPY log (line) FROM stdin;
a
\.

CREATE TRIGGER "first" BEFORE INSERT ON guests FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER "sec'ond" AFTER INSERT OR UPDATE ON guests EXECUTE FUNCTION refuse();
CREATE TRIGGER off BEFORE INSERT ON guests FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER always AFTER INSERT ON rooms FOR EACH ROW EXECUTE FUNCTION refuse();
ALTER TABLE rooms ENABLE ALWAYS TRIGGER always;
CREATE TRIGGER updated BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER of_partitions AFTER INSERT ON stays FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER of_partition BEFORE INSERT ON "stays of 2024" FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE CONSTRAINT TRIGGER deferred AFTER INSERT ON notes DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE RULE no_notes AS ON INSERT TO notes DO INSTEAD NOTHING;
