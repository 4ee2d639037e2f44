CREATE TABLE country (id int PRIMARY KEY, code varchar(2), name text);
