-- options:
CREATE TABLE root (day date, n int) PARTITION BY RANGE (day);
CREATE TABLE half PARTITION OF root FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
CREATE SEQUENCE down INCREMENT -1;
CREATE TABLE counted (id serial, n int);
CREATE TABLE loose (n int, what text);
INSERT INTO loose VALUES (1, 'twice'), (1, 'twice'), (2, 'once');
COPY root FROM stdin;
2024-01-02	1
\.
COPY root FROM stdin;
2024-02-02	2
\.
COPY loose FROM stdin (FREEZE);
3	a
\.
SELECT setval('down', -7, false);
SELECT setval('counted_id_seq', (SELECT max(id) FROM counted));
SELECT setval(pg_get_serial_sequence('counted', 'id'), 12, false);
CREATE TABLE late (n int UNIQUE DEFERRABLE);
INSERT INTO late VALUES (1), (2);
