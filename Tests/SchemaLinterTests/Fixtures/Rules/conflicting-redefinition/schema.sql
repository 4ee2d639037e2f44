CREATE TABLE orders (id int PRIMARY KEY, note text);
CREATE VIEW notes AS SELECT id, note FROM orders;
CREATE FUNCTION rate(a int) RETURNS numeric LANGUAGE sql AS 'SELECT 0.19';
