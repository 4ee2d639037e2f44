CREATE TABLE orders_2 (id int PRIMARY KEY, CustomerId int, größe int);
