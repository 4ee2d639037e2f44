CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int CONSTRAINT of_customer REFERENCES customer);
CREATE TABLE tree (id int PRIMARY KEY, parent int CONSTRAINT of_tree REFERENCES tree);
