\set ON_ERROR_STOP on
-- before the first statement
/* and another /* nested */ one */
SET standard_conforming_strings = off;
SELECT 'a\'b';
SET standard_conforming_strings = on;
SELECT 'a\', E'\x41\u00e9\n', U&'d!0061t' UESCAPE '!', $q$it's$q$, 'two '
  'parts', B'01', X'1F', N'n', 0x1F, 1_000, 1.5e-3, 99999999999;
COPY t (a, b) FROM stdin;
1	one; two
2	\\.
\.
SELECT 1 \gexec
CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);
