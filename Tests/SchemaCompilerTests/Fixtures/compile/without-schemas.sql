-- Everything named without a schema.
CREATE TYPE avg_state AS (total bigint, count bigint);
CREATE FUNCTION avg_step(state avg_state, n integer) RETURNS avg_state LANGUAGE sql AS $$ SELECT ROW(state.total + n, state.count + 1)::avg_state $$;
CREATE FUNCTION avg_final(state avg_state) RETURNS integer LANGUAGE sql AS $$ SELECT (state.total / state.count)::integer $$;
CREATE AGGREGATE my_avg (integer) (SFUNC = avg_step, STYPE = avg_state, FINALFUNC = avg_final);
CREATE AGGREGATE my_sum (BASETYPE = integer, SFUNC = int4pl, STYPE = integer, INITCOND = '0', SORTOP = <);
CREATE FUNCTION near(point, point) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 <-> $2 < 1 $$;
CREATE OPERATOR ~~~ (LEFTARG = point, RIGHTARG = point, PROCEDURE = near, COMMUTATOR = ~~~);
CREATE FUNCTION pick(boolean, boolean) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
CREATE TYPE pair AS (a integer, b integer);
CREATE FUNCTION pair_lt(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a < ($2).a $$;
CREATE FUNCTION pair_le(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a <= ($2).a $$;
CREATE FUNCTION pair_eq(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a = ($2).a $$;
CREATE FUNCTION pair_ge(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a >= ($2).a $$;
CREATE FUNCTION pair_gt(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a > ($2).a $$;
CREATE FUNCTION pair_cmp(pair, pair) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a - ($2).a $$;
CREATE OPERATOR #< (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_lt, COMMUTATOR = #>, NEGATOR = #>=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel);
CREATE OPERATOR #<= (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_le, COMMUTATOR = #>=);
CREATE OPERATOR #= (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_eq, COMMUTATOR = #=, MERGES);
CREATE OPERATOR #>= (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_ge);
CREATE OPERATOR #> (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_gt);
CREATE OPERATOR FAMILY pair_family USING btree;
CREATE OPERATOR CLASS pair_ops FOR TYPE pair USING btree FAMILY pair_family AS
    OPERATOR 1 #<, OPERATOR 2 #<=, OPERATOR 3 #=, OPERATOR 4 #>=, OPERATOR 5 #>, FUNCTION 1 pair_cmp(pair, pair);
CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).a::text $$;
CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair) AS ASSIGNMENT;
CREATE FUNCTION span_diff(double precision, double precision) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$ SELECT $1 - $2 $$;
CREATE TYPE span AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = span_diff, MULTIRANGE_TYPE_NAME = spans);
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE FUNCTION is_code(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 ~ '^[a-z]+$' $$;
CREATE DOMAIN code AS text CHECK (is_code(VALUE));
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE COLLATION german FROM "C";
CREATE COLLATION swiss FROM german;
CREATE SEQUENCE numbers;
CREATE TABLE people (
    id integer PRIMARY KEY DEFAULT nextval('numbers'),
    kind code COLLATE swiss,
    feeling mood DEFAULT 'ok'::mood,
    where_at point,
    p pair,
    during span,
    size positive,
    CONSTRAINT feels CHECK (feeling <> 'sad'::mood),
    CONSTRAINT coded CHECK (is_code(kind)),
    CONSTRAINT around CHECK (where_at ~~~ point(0, 0)),
    EXCLUDE USING gist (during WITH &&)
);
ALTER SEQUENCE numbers OWNED BY people.id;
CREATE INDEX people_p ON people (p pair_ops);
CREATE INDEX people_text ON people (pair_text(p)) WHERE is_code(kind);
CREATE INDEX people_kind ON people (kind COLLATE german);
CREATE TABLE children (parent integer REFERENCES people, LIKE people INCLUDING DEFAULTS) ;
CREATE TABLE more_people () INHERITS (people);
CREATE TYPE row_of AS (total bigint, p pair);
CREATE TABLE typed OF row_of (PRIMARY KEY (total));
CREATE TABLE parts (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE parts_2 (id integer, at date);
ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE INDEX parts_at ON ONLY parts (at);
CREATE INDEX parts_1_at ON parts_1 (at);
ALTER INDEX parts_at ATTACH PARTITION parts_1_at;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE OF kind ON people FOR EACH ROW WHEN (is_code(NEW.kind)) EXECUTE FUNCTION touch();
CREATE CONSTRAINT TRIGGER checked AFTER INSERT ON people FROM children DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE people ENABLE ALWAYS TRIGGER touched;
CREATE VIEW grown AS SELECT p.id, my_avg(p.size) AS m FROM people p WHERE p.p #< p.p GROUP BY p.id;
CREATE MATERIALIZED VIEW kept AS SELECT * FROM grown;
CREATE UNIQUE INDEX kept_id ON kept (id);
CREATE RULE no_delete AS ON DELETE TO people WHERE is_code(old.kind) DO INSTEAD INSERT INTO children (id) VALUES (old.id);
CREATE POLICY mine ON people USING (is_code(kind)) WITH CHECK (id IN (SELECT c.id FROM children c));
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
CREATE STATISTICS people_stats ON id, (is_code(kind)) FROM people;
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple, STOPWORDS = english);
CREATE TEXT SEARCH CONFIGURATION plain (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION plain ADD MAPPING FOR asciiword WITH words;
CREATE TEXT SEARCH CONFIGURATION plainer (COPY = plain);
ALTER TABLE people ADD COLUMN words tsvector GENERATED ALWAYS AS (to_tsvector('english', kind)) STORED;
CREATE INDEX people_words ON people USING gin (to_tsvector('plain', kind));
CREATE FUNCTION handle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER ended ON ddl_command_end EXECUTE FUNCTION handle();
CREATE CONVERSION conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE FOREIGN DATA WRAPPER wrap;
CREATE SERVER srv FOREIGN DATA WRAPPER wrap;
CREATE FOREIGN TABLE far (id integer, feeling mood) SERVER srv;
CREATE PROCEDURE run_it(p people, INOUT r mood) LANGUAGE plpgsql AS $$ BEGIN r := 'ok'; END $$;
CREATE FUNCTION all_of(VARIADIC moods mood[]) RETURNS SETOF people LANGUAGE sql STABLE AS $$ SELECT * FROM people $$;
CREATE FUNCTION typed_like(a people.kind%TYPE) RETURNS TABLE (k code, f mood) LANGUAGE sql AS $$ SELECT kind, feeling FROM people $$;
CREATE FUNCTION standard_body(a integer) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM people WHERE id = a; END;
COMMENT ON TABLE people IS 'people';
COMMENT ON COLUMN people.id IS 'id';
COMMENT ON CONSTRAINT feels ON people IS 'c';
COMMENT ON CONSTRAINT code_check ON DOMAIN code IS 'dc';
COMMENT ON TRIGGER touched ON people IS 't';
COMMENT ON FUNCTION pick(boolean, boolean) IS 'f';
COMMENT ON AGGREGATE my_avg (integer) IS 'a';
COMMENT ON OPERATOR ~~~ (point, point) IS 'o';
COMMENT ON OPERATOR CLASS pair_ops USING btree IS 'oc';
COMMENT ON OPERATOR FAMILY pair_family USING btree IS 'of';
COMMENT ON TYPE mood IS 'ty';
COMMENT ON CAST (pair AS text) IS 'ca';
COMMENT ON TEXT SEARCH CONFIGURATION plain IS 'ts';
COMMENT ON STATISTICS people_stats IS 's';
COMMENT ON RULE no_delete ON people IS 'r';
COMMENT ON POLICY mine ON people IS 'p';
COMMENT ON CONVERSION conv IS 'conv';
COMMENT ON COLLATION german IS 'col';
GRANT SELECT (id), UPDATE (kind) ON people TO PUBLIC;
GRANT USAGE ON SEQUENCE numbers TO PUBLIC;
GRANT EXECUTE ON FUNCTION pick(boolean, boolean) TO PUBLIC;
GRANT USAGE ON TYPE mood TO PUBLIC;
ALTER TABLE people ALTER COLUMN kind SET STATISTICS 10, CLUSTER ON people_pkey, REPLICA IDENTITY USING INDEX people_pkey;
ALTER FUNCTION pick(boolean, boolean) COST 10 SUPPORT generate_series_int4_support;
ALTER OPERATOR FAMILY pair_family USING btree ADD FUNCTION 4 (pair, pair) btequalimage(oid);
ALTER TYPE mood ADD VALUE 'great' AFTER 'happy';
ALTER TYPE avg_state ADD ATTRIBUTE extra pair;
ALTER TABLE children ADD FOREIGN KEY (id) REFERENCES people (id), ADD CHECK (is_code(kind)), ALTER COLUMN feeling SET DEFAULT 'happy'::mood;
ALTER VIEW grown SET (security_barrier = true);
CREATE PUBLICATION news FOR TABLE people (id, kind) WHERE (id > 0), children;
