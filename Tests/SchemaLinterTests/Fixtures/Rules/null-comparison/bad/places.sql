-- profile: schema
CREATE TABLE orders (id int PRIMARY KEY, note text CHECK (note <> NULL), total numeric);
CREATE VIEW a AS SELECT id FROM orders WHERE note = NULL OR NULL = note;
UPDATE orders SET note = 'a' WHERE (total + 1) /* much */ = /* or */ NULL::numeric;
DELETE FROM orders WHERE total > NULL;
