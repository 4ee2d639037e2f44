-- options: --mode driver
\echo hello
CREATE TABLE t (a int);
COPY t FROM stdin (FORMAT binary);
\.
