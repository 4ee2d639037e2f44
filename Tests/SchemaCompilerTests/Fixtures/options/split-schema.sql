-- options: --split-by schema
-- A shop.
CREATE SCHEMA shop;
CREATE FUNCTION shop.one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE shop."Item.v1" (id int DEFAULT shop.one());
CREATE TABLE shop.item (id int);
CREATE TABLE shop."ITEM" (id int);
CREATE FUNCTION shop.items() RETURNS SETOF shop.item LANGUAGE sql AS 'SELECT * FROM shop.item';
COMMENT ON TABLE shop.item IS 'what is sold';
SET default_tablespace = fast;
CREATE TABLE straße (id int);
RESET default_tablespace;
CREATE TABLE "../etc/pass wd" (id int);
INSERT INTO shop.item VALUES (1);
CREATE INDEX item_id ON shop.item (id);
