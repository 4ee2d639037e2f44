CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
CREATE INDEX ON event (at);
CREATE TABLE item (id int PRIMARY KEY, name text);
CREATE INDEX ON item (name);
