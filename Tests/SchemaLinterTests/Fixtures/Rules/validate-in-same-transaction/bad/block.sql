BEGIN;
ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
ALTER TABLE public.orders VALIDATE CONSTRAINT total_positive;
COMMIT;
