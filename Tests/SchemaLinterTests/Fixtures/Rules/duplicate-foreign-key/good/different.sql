CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE shop (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer REFERENCES shop, payer int REFERENCES customer);
