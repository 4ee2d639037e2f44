-- Bodies are read with the setting under which their routine is created.
DO $$ BEGIN RAISE NOTICE 'it\'; END $$;
DO $$ BEGIN RAISE NOTICE 'it\'s'; END $$;
SET standard_conforming_strings = off;
DO $$ BEGIN RAISE NOTICE 'it\'s; END'; END $$;
DO $$ BEGIN RAISE NOTICE 'it\'; END $$;
CREATE FUNCTION a() RETURNS text LANGUAGE sql AS $$ SELECT 'a\'b' $$;
CREATE FUNCTION b() RETURNS text LANGUAGE sql AS 'SELECT \'a\\\'b\' FROM WHERE';
SET standard_conforming_strings TO DEFAULT;
CREATE FUNCTION c() RETURNS text LANGUAGE sql AS $$ SELECT 'a\' $$;
SET LOCAL standard_conforming_strings TO 'off';
DO $$ BEGIN PERFORM 'c\'d' + ; END $$;
\connect other
DO $$ BEGIN PERFORM 'c\' + ; END $$;
