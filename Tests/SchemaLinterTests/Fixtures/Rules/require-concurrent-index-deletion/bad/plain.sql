DROP INDEX IF EXISTS orders_sent;
BEGIN;
DROP INDEX public.orders_note;
COMMIT;
