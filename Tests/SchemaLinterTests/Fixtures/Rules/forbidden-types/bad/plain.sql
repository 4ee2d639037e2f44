CREATE TABLE item (id int PRIMARY KEY, body xml);
