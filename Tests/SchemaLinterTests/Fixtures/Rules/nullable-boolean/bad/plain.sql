CREATE TABLE item (id int PRIMARY KEY, sold boolean);
