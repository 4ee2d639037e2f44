ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT now(), ADD COLUMN a int DEFAULT 1, ADD b int DEFAULT fixed();
CREATE TABLE item (id int PRIMARY KEY);
ALTER TABLE item ADD COLUMN token uuid DEFAULT gen_random_uuid();
