CREATE TABLE orders (id int PRIMARY KEY, note text);
CREATE VIEW ids AS SELECT id FROM orders;
ALTER TABLE orders DROP COLUMN note;
DROP VIEW ids;
DROP TABLE orders;
