-- What lasts for a session only is made in each, with all that belongs to it.
CREATE TABLE orders (id integer PRIMARY KEY, customer text NOT NULL);
INSERT INTO orders VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Ada');
CREATE TABLE customers (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TEMP TABLE names AS SELECT DISTINCT customer FROM orders;
CREATE INDEX ON names (customer);
INSERT INTO customers (name) SELECT customer FROM names ORDER BY 1 ON CONFLICT DO NOTHING;
DROP TABLE names;
CREATE TEMPORARY TABLE scratch (id integer, note text) ON COMMIT PRESERVE ROWS;
CREATE UNIQUE INDEX scratch_id ON scratch (id);
ALTER TABLE scratch ADD COLUMN more text;
CREATE TEMP SEQUENCE numbers;
CREATE TEMP VIEW notes AS SELECT note FROM scratch;
