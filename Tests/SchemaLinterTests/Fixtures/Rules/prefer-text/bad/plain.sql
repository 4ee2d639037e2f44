CREATE TABLE item (id int PRIMARY KEY, name varchar(255), code varchar(10));
