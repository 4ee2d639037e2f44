-- Makes a database of schema.sql an older one.

DELETE FROM pg_enum WHERE enumtypid = 'size'::regtype AND enumlabel IN ('middle', 'large');
ALTER TYPE place DROP ATTRIBUTE shelf;
ALTER DOMAIN price DROP CONSTRAINT affordable;
ALTER DOMAIN price DROP CONSTRAINT price_check;
ALTER DOMAIN price DROP DEFAULT;
ALTER DOMAIN price DROP NOT NULL;
ALTER SEQUENCE order_numbers INCREMENT BY 1 NO MAXVALUE;
SELECT setval('order_numbers', 77);
ALTER TABLE plants
    DROP COLUMN volume, DROP COLUMN height CASCADE, DROP CONSTRAINT one_name,
    ALTER COLUMN size DROP DEFAULT, ALTER COLUMN width DROP NOT NULL, ALTER COLUMN width DROP DEFAULT,
    ALTER COLUMN stock DROP DEFAULT, ALTER COLUMN id DROP IDENTITY;
ALTER TABLE plants DROP CONSTRAINT plants_pkey CASCADE;
COMMENT ON COLUMN plants.costs IS NULL;
ALTER TABLE sales DROP CONSTRAINT sales_paid_check, DROP CONSTRAINT sales_paid_key,
    DROP COLUMN sold;
ALTER TABLE archive DROP COLUMN sold, ALTER COLUMN number DROP DEFAULT;
ALTER TABLE visits_2024 ALTER COLUMN visitors DROP DEFAULT;
ALTER TABLE visits DROP CONSTRAINT visits_visitors_check;
