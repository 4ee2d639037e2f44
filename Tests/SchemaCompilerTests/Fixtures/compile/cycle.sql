-- A table whose check takes the table's own rows: neither can be first.
CREATE TABLE public.y (id int PRIMARY KEY, CHECK (public.checked(NULL::public.y)));
CREATE FUNCTION public.checked(public.y) RETURNS bool LANGUAGE sql AS 'SELECT true';
CREATE TABLE public.z (id int);
