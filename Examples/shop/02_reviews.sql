-- Reviews: what customers say about products.
-- Written by hand, on top of the dump in 01_shop.sql.

CREATE TABLE reviews (
    id serial PRIMARY KEY,
    product_id bigint NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    customer_id integer REFERENCES customers (id) ON DELETE SET NULL,
    stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    body text NOT NULL DEFAULT '',
    written_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (product_id, customer_id)
);

CREATE INDEX ON reviews (customer_id);

COMMENT ON TABLE reviews IS 'One opinion per customer and product.';

-- The shop window shows the average.
CREATE VIEW product_ratings AS
SELECT p.id, p.title, round(avg(r.stars), 1) AS stars, count(r.id) AS reviews
FROM products p
LEFT JOIN reviews r ON r.product_id = p.id
GROUP BY p.id;
