-- source: hand.sql
CREATE TYPE state AS ENUM ('new', 'done');
CREATE TABLE IF NOT EXISTS jobs (
    id SERIAL PRIMARY KEY,
    title VARCHAR(80) NOT NULL UNIQUE DEFAULT 'none' CHECK (title <> ''),
    state state DEFAULT 'new',
    level TEXT DEFAULT 'low' CHECK (level IN ('low', 'high')),
    share FLOAT DEFAULT 0.5 CHECK (share BETWEEN 0 AND 1),
    options JSONB DEFAULT '{}',
    size BIGINT DEFAULT 0,
    at TIMESTAMPTZ DEFAULT now(),
    slug TEXT GENERATED ALWAYS AS (lower(title || '-')) STORED
);
CREATE VIEW open_jobs AS
    SELECT id, title FROM jobs WHERE state = 'new' AND share BETWEEN 0 AND 0.5 ORDER BY id DESC;
CREATE INDEX IF NOT EXISTS jobs_level ON jobs (lower(level), id DESC) WHERE share > 0.1;
CREATE FUNCTION touch() RETURNS trigger AS $body$
begin
    new.at = now();   -- the time of the transaction
    return new;
end;
$body$ LANGUAGE plpgsql;
CREATE TRIGGER jobs_touch BEFORE UPDATE ON jobs
    FOR EACH ROW WHEN (old.title IS DISTINCT FROM new.title) EXECUTE PROCEDURE touch();
-- source: dump.sql
CREATE TYPE public.state AS ENUM ('new', 'done');
CREATE TABLE public.jobs (
    id integer NOT NULL,
    title character varying(80) DEFAULT 'none'::character varying NOT NULL,
    state public.state DEFAULT 'new'::public.state,
    level text DEFAULT 'low'::text,
    share double precision DEFAULT 0.5,
    options jsonb DEFAULT '{}'::jsonb,
    size bigint DEFAULT 0,
    at timestamp with time zone DEFAULT now(),
    slug text GENERATED ALWAYS AS (lower(((title)::text || '-'::text))) STORED,
    CONSTRAINT jobs_level_check CHECK ((level = ANY (ARRAY['low'::text, 'high'::text]))),
    CONSTRAINT jobs_share_check CHECK (((share >= (0)::double precision) AND (share <= (1)::double precision))),
    CONSTRAINT jobs_title_check CHECK (((title)::text <> ''::text))
);
CREATE SEQUENCE public.jobs_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.jobs_id_seq OWNED BY public.jobs.id;
CREATE VIEW public.open_jobs AS
 SELECT jobs.id,
    jobs.title
   FROM public.jobs
  WHERE ((jobs.state = 'new'::public.state) AND ((jobs.share >= (0)::double precision) AND (jobs.share <= (0.5)::double precision)))
  ORDER BY jobs.id DESC;
ALTER TABLE ONLY public.jobs ALTER COLUMN id SET DEFAULT nextval('public.jobs_id_seq'::regclass);
ALTER TABLE ONLY public.jobs ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.jobs ADD CONSTRAINT jobs_title_key UNIQUE (title);
CREATE INDEX jobs_level ON public.jobs USING btree (lower(level), id DESC) WHERE (share > (0.1)::double precision);
CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.at = now();
    RETURN NEW;
END;
$$;
CREATE TRIGGER jobs_touch BEFORE UPDATE ON public.jobs FOR EACH ROW WHEN ((old.title IS DISTINCT FROM new.title)) EXECUTE FUNCTION public.touch();
