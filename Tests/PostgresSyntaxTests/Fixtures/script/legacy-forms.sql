--
-- PostgreSQL database dump
--

SET client_encoding = 'UTF8';
SET default_with_oids = false;
SET search_path = depot, pg_catalog;
SET SESSION AUTHORIZATION 'keeper';
SET SESSION AUTHORIZATION DEFAULT;
REVOKE ALL ON SCHEMA depot FROM PUBLIC;
GRANT ALL ON LANGUAGE plpgsql TO keeper;
CREATE SCHEMA depot AUTHORIZATION keeper;
CREATE PROCEDURAL LANGUAGE plpgsql;
CREATE OR REPLACE PROCEDURAL LANGUAGE plpgsql;
CREATE TRUSTED PROCEDURAL LANGUAGE 'plpgsql' HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator;
CREATE DATABASE depot WITH TEMPLATE = template0 ENCODING = 'UTF8' LC_COLLATE = 'C' LC_CTYPE = 'C';
ALTER DATABASE depot SET search_path TO 'depot';
COMMENT ON DATABASE depot IS 'crates';
CREATE USER keeper UNENCRYPTED PASSWORD 'secret';
ALTER ROLE keeper WITH NOSUPERUSER UNENCRYPTED PASSWORD 'secret';
CREATE ROLE clerk SYSID 300;
ALTER USER clerk SET search_path TO depot, public;
CREATE TABLE crate (id int, weight int) WITH OIDS;
CREATE TABLE shelf (id int) WITHOUT OIDS;
CREATE TABLE aisle (id int) WITH (OIDS=TRUE);
CREATE TABLE aisle_2 (id int) WITH (fillfactor=70, OIDS=FALSE);
CREATE TABLE copy_of_crate WITH OIDS AS SELECT id FROM crate;
CREATE TEMP TABLE pgdump_oid (dummy integer) WITH OIDS;
CREATE TABLE log (seen abstime, span reltime);
CREATE TABLE part (a int, b int) PARTITION BY RANGE (a);
CREATE TYPE pair AS (a int, b int);
CREATE TYPE weight (INTERNALLENGTH = 8, INPUT = weight_in, OUTPUT = weight_out, ALIGNMENT = double, STORAGE = plain);
ALTER TYPE depot.size OWNER TO keeper;
ALTER TABLE depot.crate OWNER TO keeper;
ALTER TABLE crate SET WITHOUT OIDS;
ALTER TABLE shelf SET WITH OIDS;
ALTER TABLE ONLY depot.crate ADD CONSTRAINT crate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY crate ALTER COLUMN weight SET STATISTICS -1;
ALTER TABLE crate DISABLE TRIGGER ALL;
COPY crate (id) WITH OIDS FROM stdin;
17000	1
\.
COPY shelf (id) FROM stdin WITH NULL AS '\\N';
1
\.
CREATE FUNCTION twice(int) RETURNS int AS 'depot', 'twice' LANGUAGE C WITH (isStrict, isCachable);
CREATE FUNCTION thrice(int) RETURNS int AS $_$select $1 * 3$_$ LANGUAGE sql IMMUTABLE STRICT;
CREATE FUNCTION touched() RETURNS "trigger" LANGUAGE plpgsql AS 'begin return new; end';
CREATE CONSTRAINT TRIGGER "<unnamed>" AFTER INSERT OR UPDATE ON crate FROM shelf NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE PROCEDURE "RI_FKey_check_ins"('<unnamed>', 'crate', 'shelf');
CREATE TRIGGER touch BEFORE INSERT ON crate FOR EACH ROW EXECUTE PROCEDURE touched();
CREATE OPERATOR !! (PROCEDURE = twice, LEFTARG = int);
SELECT 5 !;
SELECT (weight) !, f(1) ! FROM crate WHERE weight ! > 2;
CREATE OPERATOR => (PROCEDURE = pair, LEFTARG = text, RIGHTARG = text);
COMMENT ON OPERATOR => (text, text) IS 'a pair';
ALTER OPERATOR depot.=> (text, text) OWNER TO keeper;
DROP OPERATOR IF EXISTS => (text, text);
CREATE AGGREGATE total (BASETYPE = int, SFUNC = int4pl, STYPE = int);
CREATE OPERATOR CLASS by_int DEFAULT FOR TYPE int USING btree AS OPERATOR 1 <(int, int) RECHECK, OPERATOR 2 <= RECHECK;
CREATE OPERATOR CLASS by_box DEFAULT FOR TYPE int USING gist AS STORAGE box, OPERATOR 1 <(int, int) FOR SEARCH;
CREATE RULE "_RETURN" AS ON SELECT TO heavy DO INSTEAD SELECT 1 AS id;
CREATE VIEW heavy AS SELECT 1 UNION SELECT 2;
CREATE INDEX crate_area ON crate USING gist (area gist_geometry_ops);
CREATE INDEX crate_id ON crate USING btree (id) WITH (fillfactor='70');
UPDATE pg_index SET indisclustered=true WHERE false;
SELECT pg_catalog.set_config('search_path', '', false);
SELECT pg_catalog.setval('crate_id_seq', 1, false);
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('crate', 'id'), 5, true);
SELECT pg_catalog.lo_create('1');
SELECT lowrite(0, '\x00');
ALTER SEQUENCE crate_id_seq OWNED BY depot.crate.id;
ALTER TEXT SEARCH CONFIGURATION english_2 ADD MAPPING FOR asciiword WITH english_stem;
LOCK TABLE crate;
VACUUM FULL;
SELECT id IS OF (int, numeric(10, 2)), twice(id) IS NOT OF ("depot"."size", text) FROM crate;
CREATE TABLE typed (a int CHECK (a IS OF (integer) AND (a + 1) IS OF (int4, int8)));
SELECT 1 + id IS OF (int) FROM crate;
SELECT id IS OF () FROM crate;
