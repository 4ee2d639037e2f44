CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY REFERENCES customer);
CREATE TABLE line (order_id int REFERENCES orders);
CREATE TABLE alone (id int PRIMARY KEY);
