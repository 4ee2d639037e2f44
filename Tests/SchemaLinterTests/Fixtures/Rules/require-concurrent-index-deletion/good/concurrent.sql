DROP INDEX CONCURRENTLY orders_sent;
CREATE TABLE item (id int PRIMARY KEY, name text);
CREATE INDEX item_name ON item (name);
DROP INDEX item_name;
