SET search_path = shop;
BEGIN;
SET session_replication_role = replica;
COMMIT;
