CREATE TABLE customer (region int, id int, PRIMARY KEY (region, id));
CREATE TABLE orders (id int PRIMARY KEY, region int, customer_id int,
    FOREIGN KEY (region, customer_id) REFERENCES customer MATCH FULL);
CREATE TABLE both (id int PRIMARY KEY, region int, customer_id int,
    FOREIGN KEY (region, customer_id) REFERENCES customer);
