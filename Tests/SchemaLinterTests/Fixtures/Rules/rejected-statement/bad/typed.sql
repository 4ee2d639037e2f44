CREATE TABLE item (id int PRIMARY KEY, price numeric GENERATED ALWAYS AS (random()) STORED);
CREATE TABLE part (id int) PARTITION BY LIST (id, id);
