SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA shop;
CREATE TABLE shop.item (id int PRIMARY KEY);
CREATE TABLE public.customer (id int PRIMARY KEY);
CREATE TABLE shop.customer (id int PRIMARY KEY);
INSERT INTO item VALUES (1);
INSERT INTO customer VALUES (1);
CREATE TABLE note (id int);
