-- Dropped first, the check is no help.
ALTER TABLE orders ALTER COLUMN tax SET NOT NULL, DROP CONSTRAINT tax_there;
