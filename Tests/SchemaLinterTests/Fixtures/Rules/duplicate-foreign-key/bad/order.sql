CREATE TABLE customer (id int, region int, PRIMARY KEY (id, region));
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, region int,
    CONSTRAINT one FOREIGN KEY (customer_id, region) REFERENCES customer,
    CONSTRAINT two FOREIGN KEY (region, customer_id) REFERENCES customer (region, id));
