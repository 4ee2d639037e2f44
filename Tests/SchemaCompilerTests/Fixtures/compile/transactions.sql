-- What is rolled back is left out, with its rows; savepoints are no business of the script's.
CREATE TABLE kept (id integer PRIMARY KEY, n numeric);
BEGIN;
CREATE TYPE gone AS (x integer);
CREATE TABLE gone_too (x gone);
INSERT INTO kept VALUES (1, 2);
SET search_path = nowhere;
ROLLBACK;
BEGIN;
CREATE TABLE first_half (x integer);
SAVEPOINT half;
CREATE TABLE second_half (x integer);
ALTER TABLE kept ADD COLUMN nothing missing_type;
ROLLBACK TO SAVEPOINT half;
RELEASE SAVEPOINT half;
COMMENT ON TABLE first_half IS 'stays';
COMMIT;
BEGIN;
LOCK TABLE kept IN ACCESS EXCLUSIVE MODE;
LOCK TABLE elsewhere;
COMMENT ON TABLE kept IS 'locked for a while';
END;
-- Nobody ends this one.
START TRANSACTION;
CREATE TABLE unfinished (x integer);
