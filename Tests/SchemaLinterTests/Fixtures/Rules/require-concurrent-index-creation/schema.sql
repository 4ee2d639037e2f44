CREATE TABLE orders (id int PRIMARY KEY, customer_id int);
CREATE TABLE event (id int, at date) PARTITION BY RANGE (at);
