CREATE TABLE orders (id int PRIMARY KEY, at timestamptz, total numeric);
CREATE INDEX ON orders (((at AT TIME ZONE 'UTC')::date));
ALTER TABLE orders ADD CHECK (total > 1);
ALTER TABLE orders ADD COLUMN gross numeric GENERATED ALWAYS AS (total * 1.2) STORED;
CREATE VIEW sums AS SELECT at, sum(total) AS total FROM orders GROUP BY at HAVING sum(total) > 5;
