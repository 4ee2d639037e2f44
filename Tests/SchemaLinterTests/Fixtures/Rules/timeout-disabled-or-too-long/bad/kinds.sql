SET lock_timeout = 0;
SET lock_timeout TO '5min';
BEGIN;
SET LOCAL lock_timeout = 60000;
COMMIT;
