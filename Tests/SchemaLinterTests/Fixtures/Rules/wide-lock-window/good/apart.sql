ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE item ADD COLUMN note text;
BEGIN;
CREATE TABLE line (id int);
ALTER TABLE line ADD COLUMN note text;
ALTER TABLE orders ADD COLUMN more text;
COMMIT;
