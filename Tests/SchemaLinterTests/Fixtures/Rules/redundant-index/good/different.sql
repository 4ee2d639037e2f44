CREATE TABLE orders (id int PRIMARY KEY, customer_id int, at timestamptz, sent boolean);
CREATE INDEX a ON orders (customer_id, at);
CREATE INDEX b ON orders (at);
CREATE INDEX c ON orders (customer_id DESC);
CREATE INDEX d ON orders (customer_id) WHERE sent;
CREATE INDEX e ON orders (customer_id) INCLUDE (sent);
CREATE INDEX f ON orders USING hash (customer_id);
CREATE UNIQUE INDEX g ON orders (customer_id);
