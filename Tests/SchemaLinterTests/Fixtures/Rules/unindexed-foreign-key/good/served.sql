CREATE TABLE customer (id int, region int, PRIMARY KEY (id, region));
CREATE TABLE orders (
    id int PRIMARY KEY REFERENCES orders, customer_id int, region int, sent boolean,
    FOREIGN KEY (customer_id, region) REFERENCES customer);
CREATE INDEX ON orders (region, customer_id, sent);
CREATE TABLE note (customer_id int, region int, at date, UNIQUE (customer_id, region, at),
    FOREIGN KEY (customer_id, region) REFERENCES customer);
