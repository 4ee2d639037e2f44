CREATE TABLE orders (id int PRIMARY KEY, total int, CONSTRAINT positive CHECK (total > 0) NOT VALID);
CREATE TABLE item (id int PRIMARY KEY);
