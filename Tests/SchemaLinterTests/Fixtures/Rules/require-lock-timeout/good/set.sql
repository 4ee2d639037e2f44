SET lock_timeout TO 2000;
ALTER TABLE orders ADD COLUMN note text;
