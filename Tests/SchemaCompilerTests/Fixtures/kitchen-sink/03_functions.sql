-- Functions, procedures, aggregates, casts, operators and what is made of them.

CREATE FUNCTION harbour.tonnes(kilograms numeric, digits integer DEFAULT 1 + 1, OUT tonnes numeric) IMMUTABLE STRICT PARALLEL SAFE COST 5
    LANGUAGE sql AS $$ SELECT round(kilograms / 1000, digits) $$;
CREATE FUNCTION harbour.tonnes(kilograms bigint) RETURNS numeric LANGUAGE sql AS $function$ SELECT harbour.tonnes(kilograms::numeric) $function$;
CREATE FUNCTION harbour.is_code(text) RETURNS boolean RETURN $1 ~ '^[A-Z]+$';
CREATE FUNCTION harbour.signal(VARIADIC flags text[]) RETURNS text LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
        SELECT CASE WHEN cardinality(flags) = 0 THEN 'nothing; at all' ELSE array_to_string(flags, '-') END;
    END;
CREATE FUNCTION harbour.tide_at(moment timestamptz) RETURNS harbour.tide LANGUAGE plpgsql STABLE
    SET search_path TO 'harbour', 'pg_temp' SET "DateStyle" TO 'ISO, DMY' AS $body$
DECLARE
    hours integer := extract(hour FROM moment);
BEGIN
    -- $$ is no end here; nor is ';'
    IF hours % 12 < 6 THEN RETURN 'ebb'; END IF;
    RETURN 'flood';
END;
$body$;
CREATE FUNCTION harbour.numbers(upto integer) RETURNS TABLE (n integer, twice integer) LANGUAGE sql ROWS 10
    AS 'SELECT i, 2 * i FROM generate_series(1, upto) AS i';
CREATE FUNCTION harbour.pair(INOUT a integer, INOUT b anyelement) LANGUAGE plpilot AS 'BEGIN a := a + 1; END';
CREATE FUNCTION harbour.guard() RETURNS boolean LANGUAGE sql SECURITY DEFINER LEAKPROOF AS 'SELECT true';
CREATE FUNCTION harbour.backslashes() RETURNS text LANGUAGE sql AS E'SELECT \'a\\\\b\tc\'::text';
CREATE PROCEDURE harbour.tidy(keep integer DEFAULT 100, INOUT gone bigint DEFAULT NULL) LANGUAGE plpgsql AS $_$
BEGIN
    gone := keep; -- $1 is keep
END
$_$;
CREATE PROCEDURE harbour.nothing_to_do() BEGIN ATOMIC END;

-- Casts.
CREATE CAST (harbour.code AS text) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (text AS harbour.code) WITHOUT FUNCTION;
CREATE FUNCTION harbour.as_cargo(integer) RETURNS harbour.cargo LANGUAGE sql IMMUTABLE AS $$ SELECT (enum_range(NULL::harbour.cargo))[$1] $$;
CREATE CAST (integer AS harbour.cargo) WITH FUNCTION harbour.as_cargo(integer) AS ASSIGNMENT;
CREATE CAST (harbour.tide AS varchar) WITH INOUT;

-- Operators: = and <> name each other, the latter exists as a shell for a while.
CREATE FUNCTION harbour.code_eq(harbour.code, harbour.code) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'texteq';
CREATE FUNCTION harbour.code_ne(harbour.code, harbour.code) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'textne';
CREATE FUNCTION harbour.code_lt(harbour.code, harbour.code) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'text_lt';
CREATE FUNCTION harbour.code_le(harbour.code, harbour.code) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'text_le';
CREATE FUNCTION harbour.code_gt(harbour.code, harbour.code) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'text_gt';
CREATE FUNCTION harbour.code_ge(harbour.code, harbour.code) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'text_ge';
CREATE FUNCTION harbour.code_cmp(harbour.code, harbour.code) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'bttextcmp';
CREATE FUNCTION harbour.code_hash(harbour.code) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'hashtext';
CREATE OPERATOR harbour.= (FUNCTION = harbour.code_eq, LEFTARG = harbour.code, RIGHTARG = harbour.code, COMMUTATOR = OPERATOR(harbour.=), NEGATOR = OPERATOR(harbour.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR harbour.<> (FUNCTION = harbour.code_ne, LEFTARG = harbour.code, RIGHTARG = harbour.code, COMMUTATOR = OPERATOR(harbour.<>), NEGATOR = OPERATOR(harbour.=), RESTRICT = neqsel, JOIN = neqjoinsel);
CREATE OPERATOR harbour.< (FUNCTION = harbour.code_lt, LEFTARG = harbour.code, RIGHTARG = harbour.code, COMMUTATOR = OPERATOR(harbour.>), NEGATOR = OPERATOR(harbour.>=), RESTRICT = scalarltsel);
CREATE OPERATOR harbour.<= (FUNCTION = harbour.code_le, LEFTARG = harbour.code, RIGHTARG = harbour.code, COMMUTATOR = OPERATOR(harbour.>=), NEGATOR = OPERATOR(harbour.>));
CREATE OPERATOR harbour.> (FUNCTION = harbour.code_gt, LEFTARG = harbour.code, RIGHTARG = harbour.code, COMMUTATOR = OPERATOR(harbour.<), NEGATOR = OPERATOR(harbour.<=));
CREATE OPERATOR harbour.>= (FUNCTION = harbour.code_ge, LEFTARG = harbour.code, RIGHTARG = harbour.code, COMMUTATOR = OPERATOR(harbour.<=), NEGATOR = OPERATOR(harbour.<));
CREATE FUNCTION harbour.count_flags(text[]) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT cardinality($1)';
CREATE OPERATOR harbour.@# (FUNCTION = harbour.count_flags, RIGHTARG = text[]);

CREATE OPERATOR FAMILY harbour.code_family USING btree;
CREATE OPERATOR CLASS harbour.code_ops DEFAULT FOR TYPE harbour.code USING btree FAMILY harbour.code_family AS
    OPERATOR 1 harbour.<, OPERATOR 2 harbour.<=, OPERATOR 3 harbour.=, OPERATOR 4 harbour.>=, OPERATOR 5 harbour.>,
    FUNCTION 1 harbour.code_cmp(harbour.code, harbour.code);
ALTER OPERATOR FAMILY harbour.code_family USING btree ADD OPERATOR 1 <(integer, bigint), FUNCTION 1 (integer, bigint) btint48cmp(integer, bigint);
CREATE OPERATOR CLASS harbour.code_hash_ops DEFAULT FOR TYPE harbour.code USING hash AS
    OPERATOR 1 harbour.= , FUNCTION 1 harbour.code_hash(harbour.code);
CREATE OPERATOR CLASS harbour.int_ops FOR TYPE integer USING second_btree AS
    OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer);

-- Aggregates.
CREATE FUNCTION harbour.lesser(harbour.code, harbour.code) RETURNS harbour.code LANGUAGE internal IMMUTABLE STRICT AS 'text_smaller';
CREATE AGGREGATE harbour.total(numeric) (SFUNC = numeric_add, STYPE = numeric, INITCOND = '0', COMBINEFUNC = numeric_add, PARALLEL = safe);
CREATE AGGREGATE harbour.moving(integer) (SFUNC = int4pl, STYPE = integer, MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = integer, INITCOND = '0', MINITCOND = '0');
CREATE AGGREGATE harbour.smallest(harbour.code) (SFUNC = harbour.lesser, STYPE = harbour.code, SORTOP = OPERATOR(harbour.<));
CREATE AGGREGATE harbour.middle(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = shareable);
CREATE AGGREGATE harbour.number_of(*) (SFUNC = int8inc, STYPE = bigint, INITCOND = '0');
