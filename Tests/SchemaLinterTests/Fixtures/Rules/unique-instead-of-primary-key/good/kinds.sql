CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL UNIQUE);
-- NULL is possible, or allowed until the end of the transaction.
CREATE TABLE guest (email text UNIQUE);
CREATE TABLE place (number int NOT NULL UNIQUE DEFERRABLE);
