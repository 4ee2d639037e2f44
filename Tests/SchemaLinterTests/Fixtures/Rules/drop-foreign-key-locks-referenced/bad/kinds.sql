ALTER TABLE orders DROP CONSTRAINT of_customer;
