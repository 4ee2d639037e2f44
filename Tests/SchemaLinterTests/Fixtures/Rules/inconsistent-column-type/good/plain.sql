CREATE TABLE a (id int PRIMARY KEY, customer_id bigint, note text);
CREATE TABLE b (id int PRIMARY KEY, customer_id bigint, note varchar);
CREATE TABLE c (id int PRIMARY KEY, item_id int);
