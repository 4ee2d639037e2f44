BEGIN;
ALTER TABLE orders ADD COLUMN tax numeric;
UPDATE orders SET tax = total / 5;
CREATE INDEX ON item (id);
COMMIT;
