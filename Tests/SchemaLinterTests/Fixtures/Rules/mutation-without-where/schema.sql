CREATE TABLE orders (id int PRIMARY KEY, sent date);
CREATE TABLE item (id int PRIMARY KEY, price int);
