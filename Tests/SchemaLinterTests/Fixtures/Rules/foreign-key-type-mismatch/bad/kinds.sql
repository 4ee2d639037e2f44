CREATE TABLE customer (id bigint, region text, PRIMARY KEY (id, region));
CREATE TABLE orders (id int PRIMARY KEY, customer_id int, region varchar(10),
    CONSTRAINT of_customer FOREIGN KEY (customer_id, region) REFERENCES customer);
