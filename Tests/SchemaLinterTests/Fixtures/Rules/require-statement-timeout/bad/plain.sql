ALTER TABLE orders ADD COLUMN note text;
DROP TABLE orders;
