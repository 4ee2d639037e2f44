CREATE TABLE orders (id int PRIMARY KEY, customer_id int, at timestamptz, UNIQUE (customer_id, at));
CREATE INDEX orders_customer ON orders (customer_id);
