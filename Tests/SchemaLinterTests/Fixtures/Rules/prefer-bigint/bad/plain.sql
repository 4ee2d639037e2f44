CREATE TABLE item (id int PRIMARY KEY, amount smallint);
