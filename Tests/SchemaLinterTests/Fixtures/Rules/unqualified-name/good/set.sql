SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.customer (id int PRIMARY KEY);
SET search_path = public;
INSERT INTO customer VALUES (1);
