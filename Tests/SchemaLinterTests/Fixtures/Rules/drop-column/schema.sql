CREATE SCHEMA shop;
CREATE TABLE shop.item (id int PRIMARY KEY, note text, "Odd Name" int);
CREATE VIEW shop.items AS SELECT id FROM shop.item;
