CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE shop (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, payer_id int, shop_id int);
