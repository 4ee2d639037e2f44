CREATE OR REPLACE FUNCTION public.touch(a integer, OUT b text, VARIADIC rest text[] DEFAULT '{}') RETURNS text
    LANGUAGE plpgsql STABLE COST 10 SET search_path TO public, pg_temp
    AS $body$ BEGIN RETURN 'it''s'; END $body$;
CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); SELECT CASE WHEN true THEN 1 END; END;
CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF a, b ON t REFERENCING NEW TABLE AS n FOR EACH ROW WHEN (NEW.a IS NOT NULL) EXECUTE FUNCTION touch('x', 1);
DO LANGUAGE plpgsql $$ BEGIN PERFORM 1; END $$;
COMMENT ON FUNCTION public.touch(integer, text[]) IS 'Touches.';
CREATE VIEW v (a, b) WITH (security_barrier) AS SELECT 1, 2 WITH LOCAL CHECK OPTION;
GRANT SELECT (a), INSERT ON TABLE t TO PUBLIC, "Role" WITH GRANT OPTION;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
DROP TABLE IF EXISTS a, b.c CASCADE;
SET LOCAL search_path = a, "B";
SELECT pg_catalog.set_config('search_path', '', false);
