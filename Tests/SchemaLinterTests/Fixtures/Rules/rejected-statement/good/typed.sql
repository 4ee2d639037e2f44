CREATE TABLE item (id int PRIMARY KEY, price numeric, gross numeric GENERATED ALWAYS AS (price * 1.2) STORED);
