CREATE TABLE item (id int PRIMARY KEY);
CREATE INDEX CONCURRENTLY orders_note ON orders (note);
ALTER TABLE orders ADD COLUMN sent date;
DROP INDEX CONCURRENTLY orders_note;
