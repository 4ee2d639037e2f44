CREATE TABLE orders (id bigserial PRIMARY KEY);
CREATE TABLE country (id int PRIMARY KEY);
CREATE TABLE line (order_id int, number int, PRIMARY KEY (order_id, number));
