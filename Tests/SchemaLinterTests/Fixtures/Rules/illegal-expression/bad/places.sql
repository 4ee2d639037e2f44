CREATE TABLE orders (id int PRIMARY KEY, at timestamptz, total numeric);
CREATE INDEX ON orders ((at::date));
CREATE INDEX ON orders (id) WHERE at > now();
ALTER TABLE orders ADD CHECK (total > (SELECT 1));
ALTER TABLE orders ADD COLUMN code float GENERATED ALWAYS AS (random()) STORED;
CREATE VIEW sums AS SELECT id, sum(total) AS total FROM orders;
CREATE VIEW large AS SELECT id FROM orders WHERE sum(total) > 5;
