CREATE TABLE customer (id int PRIMARY KEY, name text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, name text);
CREATE VIEW pairs AS SELECT o.id, name FROM orders AS o JOIN customer AS c ON c.id = o.customer_id;
CREATE FUNCTION f(a int, b text DEFAULT '') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION f(a int, b int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE VIEW one AS SELECT f(1) AS value;
