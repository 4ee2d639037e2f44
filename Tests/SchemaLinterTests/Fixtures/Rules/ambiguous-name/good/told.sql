CREATE TABLE customer (id int PRIMARY KEY, name text);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, name text);
CREATE VIEW pairs AS SELECT o.id, c.name FROM orders AS o JOIN customer AS c ON c.id = o.customer_id;
CREATE VIEW same AS SELECT id, o.name FROM orders AS o JOIN customer AS c USING (id);
