CREATE TABLE line (id int PRIMARY KEY, order_id int REFERENCES orders);
