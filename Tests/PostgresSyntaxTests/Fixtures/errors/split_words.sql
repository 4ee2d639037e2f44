SELECT weight NOT IN (1, 2), weight NOT BETWEEN 1 AND 2, label NOT LIKE 'a', label NOT ILIKE 'b', label NOT SIMILAR TO 'c'
SELECT NOT weight IN (1), weight IS NOT NULL, NOT NOT true
SELECT NOT like_this(1) AS "not"
SELECT weight NOT
SELECT weight NOT LIKE
SELECT NOT LIKE 'a'
SELECT weight IS NOT IN (1)
SELECT weight = ANY NOT LIKE (1)
SELECT label NOT LIKE ANY (labels), label NOT ILIKE ALL (SELECT 'a')
CREATE TABLE crates (weight int NOT IN (1))
CREATE TABLE crates (weight int NOT LIKE)
CREATE TABLE crates (NOT LIKE boxes)
CREATE TABLE nulls (nulls int, format json, without text)
CREATE TABLE crates (nulls first)
CREATE TABLE crates (without time)
CREATE TABLE crates (packed time without time zone, sent timestamp (3) with time zone)
CREATE TABLE crates (packed time without)
CREATE TABLE crates (packed time with time)
CREATE TABLE crates (packed time with ordinality)
SELECT nulls, format, without AS w FROM crates
SELECT nulls first FROM crates
SELECT format json FROM crates
SELECT without time FROM crates
SELECT nulls FROM crates ORDER BY nulls NULLS FIRST, format NULLS LAST
SELECT weight FROM crates ORDER BY weight nulls
SELECT weight AS nulls, label AS nulls first FROM crates
SELECT time with time zone '12:00+1', time without time zone '12:00'
SELECT time with time, 1
WITH time AS (SELECT 1), ordinality AS (SELECT 2) SELECT * FROM time, ordinality
WITH ordinality AS (SELECT 2) INSERT INTO crates TABLE ordinality
WITH RECURSIVE time AS (SELECT 1) SELECT 1
SELECT * FROM unnest(weights) WITH ORDINALITY AS w (weight, place)
SELECT * FROM unnest(weights) WITH TIME
SELECT * FROM crates WITH ORDINALITY
CREATE ROLE packer WITH TIME
CREATE VIEW heavy WITH TIME AS SELECT 1
EXPLAIN (FORMAT json) SELECT 1
EXPLAIN (format JSON, verbose) SELECT 1
EXPLAIN (nulls first) SELECT 1
COPY crates TO STDOUT WITH (FORMAT json)
SELECT JSON_OBJECT('a' : label FORMAT JSON), JSON_ARRAY(label format json)
SELECT JSON_OBJECT('a' : label FORMAT)
ALTER TEXT SEARCH CONFIGURATION plain ADD MAPPING FOR word WITH time
ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING REPLACE simple WITH ordinality
DECLARE c CURSOR WITHOUT TIME FOR SELECT 1
DECLARE c CURSOR WITH TIME FOR SELECT 1
ALTER TABLE crates SET WITHOUT TIME
CREATE TABLE crates (weight int) WITHOUT TIME
GRANT SELECT ON crates TO packer WITH TIME
SELECT * INTO heavy FROM crates WITH TIME
SELECT JSON_QUERY(doc, '$' WITH TIME)
SELECT JSON_QUERY(doc, '$' WITHOUT TIME)
SELECT crates.nulls first, crates.format FROM crates
