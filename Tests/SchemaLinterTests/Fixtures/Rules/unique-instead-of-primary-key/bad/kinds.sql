CREATE TABLE customer (id int NOT NULL UNIQUE, name text);
CREATE TABLE seat (hall int NOT NULL, number int NOT NULL, UNIQUE (hall, number));
