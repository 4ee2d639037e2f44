CREATE TABLE customer (id int PRIMARY KEY, name text, at timestamptz DEFAULT now());
CREATE TABLE note (customer_id bigint REFERENCES customer (id));
ALTER TABLE customer ADD CHECK (id > 1);
ALTER TABLE customer ALTER COLUMN name TYPE int USING name::int;
