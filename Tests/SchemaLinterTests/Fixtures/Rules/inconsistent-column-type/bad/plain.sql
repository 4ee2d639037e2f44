CREATE TABLE a (id int PRIMARY KEY, customer_id bigint);
CREATE TABLE b (id int PRIMARY KEY, customer_id bigint);
CREATE TABLE c (id int PRIMARY KEY, customer_id int);
