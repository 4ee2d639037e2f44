ALTER TABLE orders ADD COLUMN total int GENERATED ALWAYS AS (price * amount) STORED;
