ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;
ALTER TABLE orders ADD COLUMN region int REFERENCES customer;
CREATE TABLE line (id int PRIMARY KEY, order_id int);
ALTER TABLE line ADD FOREIGN KEY (order_id) REFERENCES orders;
