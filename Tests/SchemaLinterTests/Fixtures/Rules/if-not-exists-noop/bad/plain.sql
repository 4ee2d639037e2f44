CREATE TABLE IF NOT EXISTS public.orders (id int PRIMARY KEY, note text, "Total" int);
