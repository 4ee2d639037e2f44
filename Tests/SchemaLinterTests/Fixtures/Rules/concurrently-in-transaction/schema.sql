CREATE TABLE orders (id int PRIMARY KEY, sent date);
CREATE INDEX orders_sent ON orders (sent);
