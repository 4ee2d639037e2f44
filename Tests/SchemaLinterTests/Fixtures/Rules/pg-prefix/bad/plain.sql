CREATE TABLE pg_orders (id int PRIMARY KEY);
