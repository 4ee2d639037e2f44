CREATE TABLE customer (id int, region int, PRIMARY KEY (id, region));
CREATE TABLE orders (
    id int PRIMARY KEY, customer_id int, region int, sent boolean,
    FOREIGN KEY (customer_id, region) REFERENCES customer);
CREATE INDEX ON orders (customer_id, sent, region);
CREATE INDEX ON orders (customer_id, region) WHERE sent;
