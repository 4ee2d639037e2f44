CREATE SCHEMA staff;
CREATE TYPE public.genre AS ENUM ('novel', 'poetry');
CREATE TABLE public.authors (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.books (
    isbn text PRIMARY KEY,
    author integer REFERENCES public.authors (id),
    kind public.genre NOT NULL DEFAULT 'novel'
);
CREATE TABLE staff.people (id integer PRIMARY KEY, chief integer REFERENCES staff.people (id));
CREATE TABLE staff.loans (book text REFERENCES public.books (isbn), given_by integer REFERENCES staff.people (id));
CREATE TABLE public."odd <&> ""name""" (id integer);
CREATE VIEW public.poems AS SELECT isbn FROM public.books WHERE kind = 'poetry';
