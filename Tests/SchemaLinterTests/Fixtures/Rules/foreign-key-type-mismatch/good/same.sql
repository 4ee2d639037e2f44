CREATE TABLE customer (id bigint PRIMARY KEY, code varchar(10) UNIQUE);
CREATE TABLE orders (id int PRIMARY KEY, customer_id bigint REFERENCES customer, code varchar(20) REFERENCES customer (code));
