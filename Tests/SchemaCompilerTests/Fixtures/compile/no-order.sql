-- A comment on what is missing, and a search path that is set before it is needed: a script that makes sense in no order.
COMMENT ON SEQUENCE numbers IS 'numbers';
COMMENT ON TABLE people IS 'missing';
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SEQUENCE numbers;
