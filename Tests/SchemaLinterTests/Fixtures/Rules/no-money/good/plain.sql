CREATE TABLE item (id int PRIMARY KEY, price numeric(12, 2));
