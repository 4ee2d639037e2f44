CREATE TABLE orders (id int PRIMARY KEY, price int, amount int);
