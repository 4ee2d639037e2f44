-- Rows: with and without keys, through identity and generated columns, by COPY, and where the sequences stand.

INSERT INTO harbour.ports (id, code, name, flag, at, sister) OVERRIDING SYSTEM VALUE VALUES
    (100, 'HAM', 'Hamburg', 'DE', ROW(53.54, 9.98), NULL), (105, 'BRE', 'Bremen; "Hanse"', 'DE', NULL, 100);
INSERT INTO harbour.ports (code, name, opened) VALUES ('RTM', 'Rotterdam', '1328-01-01') ON CONFLICT (code) DO NOTHING;
INSERT INTO harbour.ships (id, number, name, home, cargo, length, built) VALUES (1, 1000, 'Anna', 100, 'bulk', 80, 1955), (2, 1010, 'O''Neill', 105, DEFAULT, 120.5, 1990);
INSERT INTO harbour.reports (port) VALUES (100), (105);
INSERT INTO harbour.tugs VALUES (1, 'T-1', 1.5), (2, 'T-2', 3), (3, 'T-3', 4.5);
INSERT INTO audit.log VALUES ('2020-01-01 00:00+00', 'first'), ('2020-01-01 00:00+00', 'first');

COPY harbour.visits (ship, port, arrived, fee, note) FROM stdin;
1	10	2019-05-01	0	\N
1	10	2020-05-01	20.50	tab\there; newline\nthere
2	15	2021-06-30	0	\\ 'quoted' "twice" $$
\.
COPY harbour.cranes FROM stdin WITH (FORMAT csv, DELIMITER ';');
"C;1";40;2030-01-01;12.5
C2;;;0
\.
COPY "Old Harbour.2"."table" ("select", "a""b", "dot.ted", "港") FROM stdin;
1	x	a'b	one
2	\N	e\\f	two
\.
COPY harbour.no_columns FROM stdin;
\.

SELECT pg_catalog.setval('harbour.ports_id_seq', 110, true);
SELECT setval('harbour.ships_id_seq'::regclass, 2);
SELECT pg_catalog.setval('harbour.countdown', -7, false);
SELECT setval(pg_get_serial_sequence('harbour.queue', 'id'), 100, false);

SELECT pg_catalog.lo_create('4242');
ALTER LARGE OBJECT 4242 OWNER TO pg_monitor;
COMMENT ON LARGE OBJECT 4242 IS 'a chart';
GRANT SELECT ON LARGE OBJECT 4242 TO pg_read_all_data;

REFRESH MATERIALIZED VIEW harbour.busy;
