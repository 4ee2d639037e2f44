SELECT date $1, tools.size $2, numeric(3) $3, pick(1, 2) $4, left $5
SELECT pick(weight => 1) $1
SELECT pick(weight ORDER BY weight) $1
SELECT pick() $1
SELECT pick(*) $1
SELECT crates.* $1
SELECT crates.*.weight $1
SELECT coalesce $1
SELECT interval $1, interval $2 day, interval(3) $3, interval $4 second(2)
SELECT interval(3) $1 day
SELECT bit varying $1, time with time zone $2, double precision $3, nchar varying(2) $4, json $5
SELECT int[] $1
SELECT extract($1 FROM packed)
SELECT position($1 in $2), $1 COLLATE "C"
SELECT 1 AS $1
SELECT $1a, $1_a, $0_1, $1e5, $2147483647
SELECT $1.5
SELECT $1$2
SELECT $2147483648
SELECT $1from crates
SET work_mem = $1
SET work_mem TO $1, 'on', $2
SET TIME ZONE $1
SET TIME ZONE interval $1
SET NAMES $1
SET CATALOG $1
SET SCHEMA $1
SET ROLE $1
SET SESSION AUTHORIZATION $1
SET TRANSACTION SNAPSHOT $1
ALTER SYSTEM SET work_mem = $1
CREATE FUNCTION pick() RETURNS int LANGUAGE sql SET work_mem TO $1 AS 'SELECT 1'
CREATE ROLE packer PASSWORD $1 VALID UNTIL 'tomorrow'
ALTER ROLE packer ENCRYPTED PASSWORD $1
CREATE ROLE packer UNENCRYPTED PASSWORD $1
CREATE ROLE packer VALID UNTIL $1
CREATE ROLE packer CONNECTION LIMIT $1
COPY crates TO $1
COPY crates FROM 'a' DELIMITER $1
FETCH $1 FROM c
SELECT 1 LIMIT $1 OFFSET $2
SELECT * FROM JSON_TABLE(doc, $1 COLUMNS (weight int))
SELECT * FROM JSON_TABLE(doc, '$' COLUMNS (weight int PATH $1))
COMMENT ON TABLE crates IS $1
WITH RECURSIVE inner_crates AS (SELECT 1) CYCLE id SET seen TO $1 DEFAULT false USING path SELECT 1
WITH RECURSIVE inner_crates AS (SELECT 1) CYCLE id SET seen TO true DEFAULT $1 USING path SELECT 1
WITH RECURSIVE inner_crates AS (SELECT 1) CYCLE id SET seen TO date '2020-01-01' DEFAULT int '1' USING path SELECT 1
