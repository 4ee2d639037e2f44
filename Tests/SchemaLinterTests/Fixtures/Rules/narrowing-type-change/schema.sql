CREATE TABLE orders (id int PRIMARY KEY, code varchar(10), note text, total numeric(10,2), size bigint);
