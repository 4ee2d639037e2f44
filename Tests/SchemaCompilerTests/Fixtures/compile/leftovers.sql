/* A head
   of two lines. */

\restrict abc
SET statement_timeout = 0;
SET timezone = 'UTC';
BEGIN;
DROP TABLE IF EXISTS public.t CASCADE; -- again
CREATE TABLE public.t (a int); -- the table
CREATE TABLE public.t (a int, b int);
CREATE TABLE public.gone (a int);
DROP TABLE public.gone;
DROP VIEW IF EXISTS public.never_there;
COMMIT;
-- before the unknown
ALTER TABLE public.t RENAME TO u;
DO $$ BEGIN PERFORM 1; END $$;
\echo loaded
BEGIN;
SELECT lo_create(12);
COMMIT;
ALTER TABLE public.nowhere ADD COLUMN a int;
\unrestrict abc

-- the end
-- What a table of another file is needed for.
CREATE TABLE child (id int REFERENCES elsewhere, at missing_type);
ALTER TABLE elsewhere ADD COLUMN more int;
CREATE INDEX elsewhere_more ON elsewhere (more);
CREATE FUNCTION of_elsewhere(elsewhere) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW over_elsewhere AS SELECT * FROM elsewhere;
