-- what psql cuts; and where
CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 1 END; END;
CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END; SELECT 'same line';
/* block */ BEGIN; -- transaction
CREATE TABLE "begin" (a int,, b int);
END;
CREATE FUNCTION broken( BEGIN ATOMIC SELECT 1; END; SELECT 2;);
SELECT 1\; SELECT (2 \; 3) \: 4;
SELECT '; :schema', $$ ; $$, E'\'; ' ;;; SELECT :'schema', :undefined;
COPY t (a) FROM stdout;
1;2
\.
SELECT 5 \g out.txt \echo done
SELECT (6 \gset
CREATE TABLE t
SELECT 7 -- the end
