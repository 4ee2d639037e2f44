--
-- Not a dump
--




SET default_with_oids = true;
CREATE TABLE t (a int) WITH OIDS;
CREATE TEMP TABLE t2 (a int) WITHOUT OIDS;
CREATE TABLE t3 WITH OIDS AS SELECT 1;
COPY t (a) WITH OIDS FROM stdin;
16384	1
\.
ALTER TABLE t SET WITH OIDS;
CREATE TRUSTED PROCEDURAL LANGUAGE 'plpgsql' HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
CREATE LANGUAGE 'plperl' HANDLER plperl_call_handler LANCOMPILER 'PL/Perl';
COMMENT ON LANGUAGE 'plpgsql' IS 'loops';
CREATE FUNCTION f(int) RETURNS int AS 'x', 'y' LANGUAGE 'c' WITH (isStrict, isCachable);
CREATE USER u UNENCRYPTED PASSWORD 'x';
SELECT 5 !, (2 + 3) !, f(4) ! AS "f", t.a ! FROM t;
CREATE OPERATOR CLASS o DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <(int, int) RECHECK;
CREATE TABLE reserved (a int, window text);
CREATE OPERATOR => (PROCEDURE = f, LEFTARG = text, RIGHTARG = text);
CREATE TABLE broken (a int,, b int);
CREATE TABLE fine (a int, oids int);
