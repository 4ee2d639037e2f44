ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid(), ADD COLUMN at timestamptz DEFAULT clock_timestamp();
ALTER TABLE orders ADD number int NOT NULL DEFAULT 1 + dice();
