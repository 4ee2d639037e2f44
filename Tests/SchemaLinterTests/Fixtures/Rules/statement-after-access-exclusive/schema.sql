CREATE TABLE orders (id int PRIMARY KEY, total numeric);
CREATE TABLE item (id int PRIMARY KEY);
