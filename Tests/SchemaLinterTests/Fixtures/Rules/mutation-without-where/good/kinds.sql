UPDATE orders SET sent = now() WHERE sent IS NULL;
UPDATE orders SET sent = NULL FROM item WHERE item.id = orders.id;
DELETE FROM orders USING item WHERE item.id = orders.id;
ALTER TABLE item ADD COLUMN tax int;
UPDATE item SET tax = price / 5;
CREATE TABLE line (id int PRIMARY KEY);
DELETE FROM line;
