BEGIN;
SET LOCAL lock_timeout = '0';
DROP TABLE orders;
COMMIT;
