ALTER TABLE shop.item DROP COLUMN note, ADD COLUMN price numeric, DROP COLUMN IF EXISTS "Odd Name";
SET search_path = shop;
ALTER TABLE item DROP price;
