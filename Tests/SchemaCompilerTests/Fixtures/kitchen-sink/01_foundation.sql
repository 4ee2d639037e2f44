-- A harbour, as a schema of all that a PostgreSQL database can hold. This file: what stands outside of tables.
-- The files load on PostgreSQL 18 in the order of their names; all but 08 and 09 also on 14. The order of the statements in
-- 14 means something, that of all others does not (but columns, labels and rows stand as they are written).

CREATE SCHEMA harbour;
CREATE SCHEMA harbour_tools;
CREATE SCHEMA audit CREATE TABLE log (at timestamptz NOT NULL DEFAULT now(), line text) CREATE VIEW latest AS SELECT max(at) AS at FROM log;
CREATE SCHEMA extensions;

CREATE EXTENSION hstore WITH SCHEMA extensions;
CREATE EXTENSION btree_gist WITH SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA extensions;
CREATE EXTENSION file_fdw;
CREATE EXTENSION dict_int WITH SCHEMA harbour_tools;

-- Access methods and languages, made of handlers that every server has.
CREATE ACCESS METHOD second_heap TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD second_btree TYPE INDEX HANDLER bthandler;

CREATE FUNCTION harbour_tools.pilot_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION harbour_tools.pilot_inline(internal) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_inline_handler';
CREATE FUNCTION harbour_tools.pilot_validator(oid) RETURNS void LANGUAGE c STRICT AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE plpilot HANDLER harbour_tools.pilot_handler INLINE harbour_tools.pilot_inline VALIDATOR harbour_tools.pilot_validator;

-- Collations and conversions.
CREATE COLLATION harbour.plain (provider = libc, locale = 'C');
CREATE COLLATION harbour.plain_too FROM "POSIX";
CREATE COLLATION harbour.whole (lc_collate = 'C', lc_ctype = 'POSIX');
CREATE CONVERSION harbour.from_latin1 FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION harbour.to_latin1 FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;

-- Text search.
CREATE TEXT SEARCH PARSER harbour.words (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
CREATE TEXT SEARCH TEMPLATE harbour.as_is (INIT = dsimple_init, LEXIZE = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY harbour.short_words (TEMPLATE = pg_catalog.simple, stopwords = 'english', accept = false);
CREATE TEXT SEARCH DICTIONARY harbour.own_words (TEMPLATE = harbour.as_is);
CREATE TEXT SEARCH CONFIGURATION harbour.logbook (PARSER = harbour.words);
ALTER TEXT SEARCH CONFIGURATION harbour.logbook ADD MAPPING FOR asciiword, word WITH harbour.short_words, english_stem;
ALTER TEXT SEARCH CONFIGURATION harbour.logbook ADD MAPPING FOR int, uint WITH simple;
CREATE TEXT SEARCH CONFIGURATION harbour.copied (COPY = pg_catalog.german);

-- Foreign data.
CREATE FOREIGN DATA WRAPPER nowhere OPTIONS (debug 'true');
ALTER FOREIGN DATA WRAPPER nowhere NO VALIDATOR;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE SERVER IF NOT EXISTS sister_port TYPE 'port' VERSION '1.0' FOREIGN DATA WRAPPER nowhere OPTIONS (host 'sister.example', dbname 'harbour');
ALTER SERVER sister_port OPTIONS (SET dbname 'port', ADD fetch_size '50');
CREATE SERVER void FOREIGN DATA WRAPPER nowhere;
CREATE USER MAPPING FOR PUBLIC SERVER sister_port OPTIONS (user 'guest', password 'it''s open');
CREATE USER MAPPING FOR CURRENT_USER SERVER void;
CREATE USER MAPPING FOR pg_monitor SERVER void OPTIONS ("pass word" '%s \ $1');
