-- A dump with rows.
SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.planets (
    id integer NOT NULL,
    name text NOT NULL,
    rings boolean NOT NULL,
    remark text
);

CREATE SEQUENCE public.planets_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.planets_id_seq OWNED BY public.planets.id;
ALTER TABLE ONLY public.planets ALTER COLUMN id SET DEFAULT nextval('public.planets_id_seq'::regclass);

CREATE TABLE public._fluent_migrations (
    id uuid NOT NULL,
    name text NOT NULL,
    batch bigint NOT NULL
);

COPY public._fluent_migrations (id, name, batch) FROM stdin;
5b2e5b0e-6d0b-4b54-8a53-1f6d8b7a0c11	App.CreatePlanet	1
\.

COPY public.planets (id, name, rings, remark) FROM stdin;
1	Mercury	f	\N
6	Saturn	t	it's "the" one\\with\trings
8	Neptune	t	line\none
\.

SELECT pg_catalog.setval('public.planets_id_seq', 8, true);

ALTER TABLE ONLY public.planets
    ADD CONSTRAINT planets_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public._fluent_migrations
    ADD CONSTRAINT _fluent_migrations_pkey PRIMARY KEY (id);
