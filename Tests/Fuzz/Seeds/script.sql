\set v 1
\connect shop
SET standard_conforming_strings = off;
SELECT 'a\'b', :v, :'v', :"v", a[1:v];
\if :{?v}
SELECT 1 \gexec
\endif
COPY t (a) FROM stdin;
1	\N
\.
SELECT 2\; SELECT 3;
\copy t from stdin
1
\.
