-- Belongs to the comment on a table that comes last.
COMMENT ON TABLE public.parent IS 'older';
CREATE INDEX child_note ON public.child (public.fold(note));
ALTER TABLE ONLY public.child ADD CONSTRAINT child_fk FOREIGN KEY (parent_id) REFERENCES public.parent (id);
CREATE VIEW public.families AS SELECT p.id, p.name, count(*) FROM public.parent p JOIN public.child c ON p.id = c.parent_id GROUP BY p.id;
ALTER TABLE ONLY public.child ALTER COLUMN id SET DEFAULT nextval('public.child_id_seq'::regclass);
ALTER SEQUENCE public.child_id_seq OWNED BY public.child.id;
CREATE TABLE public.child (id int NOT NULL, parent_id int, note text, state public.state);
CREATE FUNCTION public.fold(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)';
CREATE SEQUENCE public.child_id_seq;
CREATE TYPE public.state AS ENUM ('new');
ALTER TABLE ONLY public.parent ADD CONSTRAINT parent_pkey PRIMARY KEY (id);
CREATE TABLE public.parent (id int NOT NULL, name text);
CREATE TABLE public.x (y_id int REFERENCES public.y);
CREATE TABLE public.y (id int PRIMARY KEY, x_id int);
