CREATE SCHEMA shop;
CREATE TABLE shop.item (id int PRIMARY KEY, name text);
SET search_path = shop;
CREATE VIEW v AS SELECT i.id, name FROM item AS i;
DROP TABLE IF EXISTS nothing;
