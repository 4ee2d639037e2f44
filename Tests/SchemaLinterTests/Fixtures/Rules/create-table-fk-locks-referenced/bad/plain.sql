CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customer, payer int, FOREIGN KEY (payer) REFERENCES customer);
