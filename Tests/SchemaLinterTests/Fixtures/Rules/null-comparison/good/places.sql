-- profile: schema
CREATE TABLE orders (id int PRIMARY KEY, note text CHECK (note IS NOT NULL), total numeric DEFAULT NULL);
UPDATE orders SET note = NULL WHERE total IS DISTINCT FROM NULL;
SELECT 'a = NULL', coalesce(note, NULL) FROM orders;
