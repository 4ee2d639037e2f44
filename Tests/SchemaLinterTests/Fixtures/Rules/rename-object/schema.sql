CREATE SCHEMA shop;
CREATE TABLE orders (id int PRIMARY KEY, note text);
CREATE VIEW notes AS SELECT note FROM orders;
CREATE TYPE mood AS ENUM ('sad', 'happy');
