-- A table whose check takes the table's own rows: neither can be first.
CREATE TABLE public.y (id int PRIMARY KEY, next int DEFAULT public.following(NULL), CHECK (public.checked(NULL::public.y)));
CREATE FUNCTION public.checked(public.y) RETURNS bool LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION public.following(public.y) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE public.z (id int CHECK (id > 0) DEFAULT 1);
-- The same with a domain.
CREATE DOMAIN public.even AS int NOT NULL CONSTRAINT is_even CHECK (public.is_even(VALUE));
CREATE FUNCTION public.is_even(int) RETURNS bool LANGUAGE sql RETURN $1 % 2 = 0 AND NULL::public.even IS NULL;
