CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer, session_id int);
CREATE TABLE note (id int PRIMARY KEY, customer_id text);
