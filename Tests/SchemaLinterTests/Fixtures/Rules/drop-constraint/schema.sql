CREATE TABLE customer (id int PRIMARY KEY, email text CONSTRAINT once UNIQUE, CONSTRAINT short CHECK (length(email) < 99));
CREATE TABLE orders (id int PRIMARY KEY, customer_id int CONSTRAINT of_customer REFERENCES customer);
