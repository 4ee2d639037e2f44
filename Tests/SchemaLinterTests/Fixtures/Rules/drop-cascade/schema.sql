CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer, note text);
CREATE VIEW notes AS SELECT note FROM orders;
CREATE TABLE alone (id serial PRIMARY KEY);
