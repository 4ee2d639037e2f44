-- source: shop.sql
CREATE TABLE customers (id int PRIMARY KEY, full_name text, email text);
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE FUNCTION shout(a text) RETURNS text AS 'SELECT upper(a)' LANGUAGE sql;
CREATE SCHEMA billing;
CREATE INDEX by_mail ON customers (emial);
CREATE TABLE days (mood moood);
CREATE VIEW loud AS SELECT shuot(full_name) FROM customers;
CREATE TABLE biling.bills (id int);
COMMENT ON COLUMN customers.ful_name IS 'first and last';
COMMENT ON TABLE invoices IS 'nothing is like it';
COMMENT ON COLUMN invoices.id IS 'nothing is like it';
COMMENT ON COLUMN invoices.amount IS 'nothing is like it';
INSERT INTO invoices VALUES (1);
SELECT count(*) FROM invoices;
CREATE TABLE orders (id int, customer_id int);
ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES costumers (id);
