-- Compiled by schemac for PostgreSQL 18; it can be run any number of times.
-- Source: Examples/clinic/clinic.sql

--
-- PostgreSQL database dump
--

-- Dumped from database version 18.0
-- Dumped by pg_dump version 18.0

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

--
-- Name: species; Type: TYPE; Schema: public; Owner: clinic
--

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_type WHERE typname = 'species' AND typnamespace = pg_catalog.to_regnamespace('public')) THEN
CREATE TYPE public.species AS ENUM (
    'cat',
    'dog',
    'parrot'
);
END IF;
END
$schemac$;

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_enum WHERE enumtypid = pg_catalog.to_regtype('public.species') AND enumlabel IN ('cat', 'dog', 'parrot')) = 3) THEN
ALTER TYPE public.species ADD VALUE IF NOT EXISTS 'parrot';
ALTER TYPE public.species ADD VALUE IF NOT EXISTS 'dog' BEFORE 'parrot';
ALTER TYPE public.species ADD VALUE IF NOT EXISTS 'cat' BEFORE 'dog';
END IF;
END
$schemac_repair$;

--
-- Name: owners; Type: TABLE; Schema: public; Owner: clinic
--

CREATE TABLE IF NOT EXISTS public.owners (
    id integer NOT NULL,
    name character varying(100) NOT NULL,
    phone text,
    since date DEFAULT CURRENT_DATE NOT NULL,
    CONSTRAINT owners_phone_check CHECK ((length(phone) > 3))
);

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.owners') AND attname IN ('id', 'name', 'phone', 'since') AND NOT attisdropped) = 4) THEN
ALTER TABLE public.owners
    ADD COLUMN IF NOT EXISTS id integer NOT NULL,
    ADD COLUMN IF NOT EXISTS name character varying(100) NOT NULL,
    ADD COLUMN IF NOT EXISTS phone text,
    ADD COLUMN IF NOT EXISTS since date DEFAULT CURRENT_DATE NOT NULL;
END IF;
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.owners') AND attname IN ('id', 'name', 'since') AND attnotnull) = 3) THEN
ALTER TABLE public.owners
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN name SET NOT NULL,
    ALTER COLUMN since SET NOT NULL;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.owners') AND attname = 'since' AND atthasdef) THEN
ALTER TABLE public.owners ALTER COLUMN since SET DEFAULT CURRENT_DATE;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.owners') AND conname = 'owners_phone_check') THEN
ALTER TABLE public.owners ADD CONSTRAINT owners_phone_check CHECK ((length(phone) > 3));
END IF;
END
$schemac_repair$;

--
-- Name: patients; Type: TABLE; Schema: public; Owner: clinic
--

CREATE TABLE IF NOT EXISTS public.patients (
    id integer NOT NULL,
    owner_id integer NOT NULL,
    name character varying(60) NOT NULL,
    kind public.species DEFAULT 'cat'::public.species NOT NULL,
    weight numeric(5,2),
    notes jsonb DEFAULT '{}'::jsonb,
    CONSTRAINT patients_weight_check CHECK (((weight > (0)::numeric) AND (weight < (900)::numeric)))
);

DO $schemac_repair$
BEGIN
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.patients') AND attname IN ('id', 'owner_id', 'name', 'kind', 'weight', 'notes') AND NOT attisdropped) = 6) THEN
ALTER TABLE public.patients
    ADD COLUMN IF NOT EXISTS id integer NOT NULL,
    ADD COLUMN IF NOT EXISTS owner_id integer NOT NULL,
    ADD COLUMN IF NOT EXISTS name character varying(60) NOT NULL,
    ADD COLUMN IF NOT EXISTS kind public.species DEFAULT 'cat'::public.species NOT NULL,
    ADD COLUMN IF NOT EXISTS weight numeric(5,2),
    ADD COLUMN IF NOT EXISTS notes jsonb DEFAULT '{}'::jsonb;
END IF;
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.patients') AND attname IN ('id', 'owner_id', 'name', 'kind') AND attnotnull) = 4) THEN
ALTER TABLE public.patients
    ALTER COLUMN id SET NOT NULL,
    ALTER COLUMN owner_id SET NOT NULL,
    ALTER COLUMN name SET NOT NULL,
    ALTER COLUMN kind SET NOT NULL;
END IF;
IF NOT ((SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.patients') AND attname IN ('kind', 'notes') AND atthasdef) = 2) THEN
ALTER TABLE public.patients
    ALTER COLUMN kind SET DEFAULT 'cat'::public.species,
    ALTER COLUMN notes SET DEFAULT '{}'::jsonb;
END IF;
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.patients') AND conname = 'patients_weight_check') THEN
ALTER TABLE public.patients ADD CONSTRAINT patients_weight_check CHECK (((weight > (0)::numeric) AND (weight < (900)::numeric)));
END IF;
EXECUTE COALESCE((SELECT pg_catalog.string_agg('DROP INDEX ' || oid::pg_catalog.regclass, ';') FROM pg_catalog.pg_index JOIN pg_catalog.pg_class ON oid = indexrelid WHERE indrelid = pg_catalog.to_regclass('public.patients') AND NOT indisvalid AND relkind = 'i' AND NOT relispartition AND relname IN ('patients_name')), '');
END
$schemac_repair$;

--
-- Name: heavy_patients; Type: VIEW; Schema: public; Owner: clinic
--

DO $schemac$
DECLARE
kept pg_catalog.text := (SELECT pg_catalog.string_agg(option, ', ') FROM pg_catalog.pg_class, pg_catalog.unnest(reloptions) AS option WHERE oid = pg_catalog.to_regclass('public.heavy_patients') AND relkind = 'v');
BEGIN
CREATE OR REPLACE VIEW public.heavy_patients AS
 SELECT p.name,
    o.name AS owner
   FROM (public.patients p
     JOIN public.owners o ON ((o.id = p.owner_id)))
  WHERE (p.weight > (30)::numeric);
IF kept IS NOT NULL THEN
EXECUTE 'ALTER VIEW public.heavy_patients SET (' || kept || ')';
END IF;
END
$schemac$;

--
-- Name: owners_id_seq; Type: SEQUENCE; Schema: public; Owner: clinic
--

CREATE SEQUENCE IF NOT EXISTS public.owners_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

DO $schemac_repair$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_sequence WHERE seqrelid = pg_catalog.to_regclass('public.owners_id_seq') AND seqtypid = 'integer'::pg_catalog.regtype AND seqstart = 1 AND seqincrement = 1 AND seqmin = 1 AND seqmax = 2147483647 AND seqcache = 1 AND seqcycle = false) THEN
ALTER SEQUENCE public.owners_id_seq AS integer START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 CACHE 1 NO CYCLE;
END IF;
END
$schemac_repair$;

ALTER SEQUENCE public.owners_id_seq OWNED BY public.owners.id;

ALTER TABLE ONLY public.owners ALTER COLUMN id SET DEFAULT nextval('public.owners_id_seq'::regclass);

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass('public.patients') AND attname = 'id' AND attidentity <> '') THEN
ALTER TABLE public.patients ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.patients_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
END IF;
END
$schemac$;

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.owners') AND (conname = 'owners_pkey' OR contype = 'p')) THEN
ALTER TABLE ONLY public.owners
    ADD CONSTRAINT owners_pkey PRIMARY KEY (id);
END IF;
END
$schemac$;

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.patients') AND (conname = 'patients_pkey' OR contype = 'p')) THEN
ALTER TABLE ONLY public.patients
    ADD CONSTRAINT patients_pkey PRIMARY KEY (id);
END IF;
END
$schemac$;

CREATE INDEX IF NOT EXISTS patients_name ON public.patients USING btree (lower((name)::text));

DO $schemac$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = pg_catalog.to_regclass('public.patients') AND conname = 'patients_owner_id_fkey') THEN
ALTER TABLE ONLY public.patients
    ADD CONSTRAINT patients_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.owners(id) ON DELETE CASCADE;
END IF;
END
$schemac$;
