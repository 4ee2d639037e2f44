\set name 'a \' b' -- no comment
\echo one \\ SELECT 1; \echo 'two \\ three' "\\" `\\` \echo four
SELECT 1 \g out.txt
SELECT 2 \gset pre_ \echo :x
\g | tee 'x \\ y'
SELECT '\not one' "\nor this", E'\\' \; SELECT 2 \: 3;
\! ls 'x \\ still
\restrict aBc
\.
  \i file.sql
\if :{?debug}
\connect - - - 5432
(SELECT \r
\copy t FROM stdin
1	\N
\.
\copy t TO 'x' \\ SELECT
SELECT 3
