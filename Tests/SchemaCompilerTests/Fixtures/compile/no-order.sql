-- A sequence that is owned before it, its table and the search path are there: a script that makes sense in no order of its own.
ALTER SEQUENCE numbers OWNED BY people.id;
CREATE TABLE people (id integer);
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SEQUENCE numbers;
