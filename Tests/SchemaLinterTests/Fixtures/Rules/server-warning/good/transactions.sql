BEGIN;
SET LOCAL lock_timeout = 1;
COMMIT;
