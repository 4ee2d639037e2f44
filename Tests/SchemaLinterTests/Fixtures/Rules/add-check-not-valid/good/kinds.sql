ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;
CREATE TABLE line (id int PRIMARY KEY, price int);
ALTER TABLE line ADD CHECK (price > 0);
