SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.customer (id int PRIMARY KEY, email text UNIQUE);
CREATE TABLE app.customer (id int);
CREATE SCHEMA app;
CREATE TABLE public.visit (customer_id int);
-- What someone added later.
INSERT INTO visit (customer_id) VALUES (1);
CREATE INDEX ON customer (email);
WITH visit AS (SELECT 1), both_ AS (SELECT * FROM visit) SELECT * FROM both_, public.visit;
CREATE TABLE extra (a int);
SET search_path = app, public;
CREATE TABLE order_ (customer_id int, made timestamptz DEFAULT now());
ALTER TABLE customer ADD PRIMARY KEY (id);
CREATE VIEW visits AS SELECT count(*) FROM visit JOIN customer ON id = customer_id;
