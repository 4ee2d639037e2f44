CREATE TABLE customer (region int, id int, PRIMARY KEY (region, id));
CREATE TABLE orders (id int PRIMARY KEY, region int NOT NULL, customer_id int,
    CONSTRAINT known FOREIGN KEY (region, customer_id) REFERENCES customer);
