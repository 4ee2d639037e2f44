CREATE TABLE public.kind (id serial PRIMARY KEY, code text UNIQUE, note text);
CREATE TABLE public.log (at timestamptz, line text, detail json);
CREATE TABLE public.item (id int PRIMARY KEY, kind_id int REFERENCES public.kind (id));

INSERT INTO public.kind (code, note) VALUES ('a', 'first') ON CONFLICT (code) DO NOTHING;
INSERT INTO public.kind (code, note) VALUES ('b', 'second') RETURNING id;
INSERT INTO public.kind (code, note) VALUES ('c', 'x'), ('d', 'y');
INSERT INTO public.kind (code) VALUES ('e') ON CONFLICT (code) DO UPDATE SET note = 'again';
INSERT INTO public.log VALUES (now(), 'started', '{}'), (now(), 'ended', NULL);
INSERT INTO public.item SELECT n, 1 FROM generate_series(1, 3) AS n;
UPDATE public.kind SET note = 'changed' WHERE code = 'a';
SELECT pg_catalog.setval('public.kind_id_seq', 42, true);
COPY public.item (id, kind_id) FROM stdin;
7	1
8	\N
\.
ALTER TABLE public.item ADD COLUMN later text;

-- Rows that a later constraint need not hold for.
CREATE TABLE public.reading (day date, value integer);
COPY public.reading (day, value) FROM stdin;
2020-01-01	-1
\.
ALTER TABLE public.reading ADD CONSTRAINT not_negative CHECK (value >= 0) NOT VALID;
