CREATE TABLE orders (id int PRIMARY KEY, at timestamptz DEFAULT 5);
CREATE TABLE customer (id int PRIMARY KEY, name text);
CREATE TABLE note (customer_id text REFERENCES customer (id));
ALTER TABLE customer ADD CHECK (id + 1);
INSERT INTO customer (id) VALUES (now());
ALTER TABLE customer ALTER COLUMN name TYPE int;
