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

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.unit') AND enumlabel IN ('kWh', 'l', 'm3')) = 3) THEN
ALTER TYPE public.unit ADD VALUE IF NOT EXISTS 'm3';
ALTER TYPE public.unit ADD VALUE IF NOT EXISTS 'l' BEFORE 'm3';
ALTER TYPE public.unit ADD VALUE IF NOT EXISTS 'kWh' BEFORE 'l';
END IF;
END
$schemac_repair$;

CREATE TABLE IF NOT EXISTS public.meters (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place text NOT NULL
);

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.meters') AND attname IN ('id', 'place') AND NOT attisdropped) = 2) THEN
ALTER TABLE public.meters
    ADD COLUMN IF NOT EXISTS id bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN IF NOT EXISTS place text;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.meters') AND attname = 'id' AND attnotnull) THEN
ALTER TABLE public.meters ALTER COLUMN id SET NOT NULL;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.meters') AND attname = 'id' AND (attidentity <> '' OR atthasdef)) THEN
ALTER TABLE public.meters ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.meters') AND (conname = 'meters_pkey' OR contype = 'p')) THEN
ALTER TABLE public.meters ADD CONSTRAINT meters_pkey PRIMARY KEY (id);
END IF;
EXECUTE COALESCE((SELECT pg_catalog.string_agg('DROP INDEX ' || oid::pg_catalog.regclass, ';') FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid WHERE indrelid = pg_catalog.to_regclass('public.meters') AND NOT indisvalid AND relkind = 'i' AND NOT relispartition AND relname IN ('meters_site')), '');
END
$schemac_repair$;

ALTER TABLE public.meters ADD COLUMN IF NOT EXISTS unit public.unit NOT NULL DEFAULT 'kWh';

DO $schemac_repair$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.meters') AND attname = 'unit' AND attnotnull) THEN
ALTER TABLE public.meters ALTER COLUMN unit SET NOT NULL;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.meters') AND attname = 'unit' AND atthasdef) THEN
ALTER TABLE public.meters ALTER COLUMN unit SET DEFAULT 'kWh';
END IF;
END
$schemac_repair$;

-- Comes behind 9_places.sql: numbers in names count as numbers.
ALTER TYPE public.unit ADD VALUE IF NOT EXISTS 'l' AFTER 'kWh';

CREATE TABLE IF NOT EXISTS public.readings (
    meter_id bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    amount integer NOT NULL,
    PRIMARY KEY (meter_id, at)
);

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname IN ('meter_id', 'at') AND NOT attisdropped) = 2) THEN
ALTER TABLE public.readings
    ADD COLUMN IF NOT EXISTS meter_id bigint NOT NULL,
    ADD COLUMN IF NOT EXISTS at timestamptz NOT NULL DEFAULT now();
END IF;
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname IN ('meter_id', 'at') AND attnotnull) = 2) THEN
ALTER TABLE public.readings
    ALTER COLUMN meter_id SET NOT NULL,
    ALTER COLUMN at SET NOT NULL;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname = 'at' AND atthasdef) THEN
ALTER TABLE public.readings ALTER COLUMN at SET DEFAULT now();
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.readings') AND (conname = 'readings_pkey' OR contype = 'p')) THEN
ALTER TABLE public.readings ADD CONSTRAINT readings_pkey PRIMARY KEY (meter_id, at);
END IF;
END
$schemac_repair$;

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.readings') AND conname = 'readings_meter_id_fkey') THEN
ALTER TABLE public.readings ADD CONSTRAINT readings_meter_id_fkey FOREIGN KEY (meter_id) REFERENCES public.meters (id);
END IF;
END
$schemac$;

DO $schemac$
BEGIN
IF NOT (NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname = 'amount' AND NOT attisdropped) OR EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.readings') AND attname = 'value' AND NOT attisdropped)) THEN
ALTER TABLE public.readings RENAME COLUMN amount TO value;
END IF;
END
$schemac$;

DO $schemac_view$
DECLARE
kept pg_catalog.text := (SELECT pg_catalog.string_agg(option, ', ') FROM pg_catalog.pg_class, pg_catalog.unnest(reloptions) AS option WHERE oid = pg_catalog.to_regclass('public.latest') AND relkind = 'v');
BEGIN
CREATE OR REPLACE VIEW public.latest AS
    SELECT DISTINCT ON (meter_id) meter_id, at, value FROM public.readings ORDER BY meter_id, at DESC;
IF kept IS NOT NULL THEN
EXECUTE 'ALTER VIEW public.latest SET (' || kept || ')';
END IF;
END
$schemac_view$;

ALTER TABLE public.meters
    ALTER COLUMN place DROP NOT NULL;

CREATE TABLE IF NOT EXISTS public.sites (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.sites') AND attname IN ('id', 'name') AND NOT attisdropped) = 2) THEN
ALTER TABLE public.sites
    ADD COLUMN IF NOT EXISTS id bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN IF NOT EXISTS name text NOT NULL;
END IF;
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.sites') AND attname IN ('id', 'name') AND attnotnull) = 2) THEN
ALTER TABLE public.sites
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN name SET NOT NULL;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.sites') AND attname = 'id' AND (attidentity <> '' OR atthasdef)) THEN
ALTER TABLE public.sites ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.sites') AND (conname = 'sites_pkey' OR contype = 'p')) THEN
ALTER TABLE public.sites ADD CONSTRAINT sites_pkey PRIMARY KEY (id);
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.sites') AND conname = 'sites_name_key') THEN
ALTER TABLE public.sites ADD CONSTRAINT sites_name_key UNIQUE (name);
END IF;
END
$schemac_repair$;

ALTER TABLE public.meters
    ADD COLUMN IF NOT EXISTS site_id bigint REFERENCES public.sites (id);

DO $schemac_repair$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.meters') AND conname = 'meters_site_id_fkey') THEN
ALTER TABLE public.meters ADD CONSTRAINT meters_site_id_fkey FOREIGN KEY (site_id) REFERENCES public.sites (id);
END IF;
END
$schemac_repair$;

CREATE INDEX IF NOT EXISTS meters_site ON public.meters (site_id);
