BEGIN;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN more text;
ALTER TABLE item ADD COLUMN note text;
COMMIT;
