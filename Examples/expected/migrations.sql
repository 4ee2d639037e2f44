-- Compiled by schemac for PostgreSQL 18; it can be run any number of times.
-- Source: Examples/migrations/1_readings.sql
-- Source: Examples/migrations/2_units.sql
-- Source: Examples/migrations/9_places.sql
-- Source: Examples/migrations/10_litres.sql

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SELECT pg_catalog.set_config('search_path', '', false);

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typname = 'unit' AND typnamespace = pg_catalog.to_regnamespace('public')) THEN
CREATE TYPE public.unit AS ENUM ('kWh', 'm3');
END IF;
END
$schemac$;

CREATE TABLE IF NOT EXISTS public.meters (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place text NOT NULL
);

CREATE TABLE IF NOT EXISTS public.readings (
    meter_id bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    amount integer NOT NULL,
    PRIMARY KEY (meter_id, at)
);

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.readings') AND conname = 'readings_meter_id_fkey') THEN
ALTER TABLE public.readings ADD CONSTRAINT readings_meter_id_fkey FOREIGN KEY (meter_id) REFERENCES public.meters (id);
END IF;
END
$schemac$;

ALTER TABLE public.meters ADD COLUMN IF NOT EXISTS unit public.unit NOT NULL DEFAULT 'kWh';

-- Comes behind 9_places.sql: numbers in names count as numbers.
ALTER TYPE public.unit ADD VALUE IF NOT EXISTS 'l' AFTER 'kWh';

DO $schemac$
BEGIN
IF NOT (NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname = 'amount' AND NOT attisdropped) OR EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname = 'value' AND NOT attisdropped)) THEN
ALTER TABLE public.readings RENAME COLUMN amount TO value;
END IF;
END
$schemac$;

CREATE OR REPLACE VIEW public.latest AS
    SELECT DISTINCT ON (meter_id) meter_id, at, value FROM public.readings ORDER BY meter_id, at DESC;

ALTER TABLE public.meters
    ALTER COLUMN place DROP NOT NULL;

CREATE TABLE IF NOT EXISTS public.sites (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

ALTER TABLE public.meters
    ADD COLUMN IF NOT EXISTS site_id bigint REFERENCES public.sites (id);

CREATE INDEX IF NOT EXISTS meters_site ON public.meters (site_id);
