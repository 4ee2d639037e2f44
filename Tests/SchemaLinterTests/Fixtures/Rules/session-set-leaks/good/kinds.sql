SET search_path = shop;
SET lock_timeout = '2s';
BEGIN;
SET LOCAL role = postgres;
COMMIT;
RESET search_path;
