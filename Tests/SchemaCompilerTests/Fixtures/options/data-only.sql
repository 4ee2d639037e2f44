-- options: --data only
CREATE TABLE t (id serial PRIMARY KEY, a text);
COPY t FROM stdin;
1	a
\.
INSERT INTO t (a) VALUES ('b');
SELECT setval('t_id_seq', 2);
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA;
REFRESH MATERIALIZED VIEW m;
CREATE INDEX t_a ON t (a);
