-- every order
CREATE TABLE :schema.orders (id int);
\ir items.sql
COPY orders (id) FROM stdin;
1
\.
CREATE TABLE broken (a int,, "é" int); /* last */ SELECT 'a	b
c'
