-- Types of every kind.

-- A base type, from shell to operators; text with another name.
CREATE TYPE harbour.code;
CREATE FUNCTION harbour.code_in(cstring) RETURNS harbour.code LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin';
CREATE FUNCTION harbour.code_out(harbour.code) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout';
CREATE FUNCTION harbour.code_recv(internal) RETURNS harbour.code LANGUAGE internal STABLE STRICT AS 'textrecv';
CREATE FUNCTION harbour.code_send(harbour.code) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
CREATE TYPE harbour.code (
    INPUT = harbour.code_in, OUTPUT = harbour.code_out, RECEIVE = harbour.code_recv, SEND = harbour.code_send,
    INTERNALLENGTH = variable, STORAGE = extended, CATEGORY = 'S', COLLATABLE = true
);
-- One whose shell its first function makes.
CREATE FUNCTION harbour.mark_in(cstring) RETURNS harbour.mark LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION harbour.mark_out(harbour.mark) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE harbour.mark (INPUT = harbour.mark_in, OUTPUT = harbour.mark_out, LIKE = integer);
-- Declared, and never defined.
CREATE TYPE harbour.announced;

CREATE TYPE harbour.cargo AS ENUM ('bulk', 'container', 'liquid', 'it''s "other"');
CREATE TYPE harbour.tide AS ENUM ('ebb', 'flood', 'slack');
CREATE TYPE harbour.nothing AS ENUM ();

CREATE TYPE harbour.position AS (latitude numeric(9, 6), longitude numeric(9, 6));
CREATE TYPE harbour.waypoint AS (at harbour.position, name text COLLATE "C", tides harbour.tide[], remark varchar(40));
CREATE TYPE harbour.empty_row AS ();

CREATE DOMAIN harbour.metres AS numeric(7, 2) DEFAULT 0 NOT NULL
    CONSTRAINT not_under_water CHECK (VALUE >= 0) CONSTRAINT fits_the_earth CHECK (VALUE < 40075017);
CREATE DOMAIN harbour.flag AS character(2) COLLATE "C" CHECK (VALUE ~ '^[A-Z]{2}$');
CREATE DOMAIN harbour.berth_length AS harbour.metres CONSTRAINT reasonable CHECK (VALUE BETWEEN 5 AND 500);
ALTER DOMAIN harbour.berth_length ADD CONSTRAINT even_better CHECK (VALUE > 7.5) NOT VALID;
ALTER DOMAIN harbour.berth_length SET DEFAULT 10;
CREATE DOMAIN harbour.route AS harbour.position[];

CREATE FUNCTION harbour.metres_between(real, real) RETURNS double precision
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT ($1 - $2)::double precision';
CREATE TYPE harbour.draughts AS RANGE (SUBTYPE = real, SUBTYPE_DIFF = harbour.metres_between);
CREATE TYPE harbour.names AS RANGE (SUBTYPE = text, COLLATION = "C", MULTIRANGE_TYPE_NAME = harbour.many_names);

CREATE TRANSFORM FOR harbour.code LANGUAGE plpilot (FROM SQL WITH FUNCTION dsimple_init(internal), TO SQL WITH FUNCTION harbour.code_recv(internal));
