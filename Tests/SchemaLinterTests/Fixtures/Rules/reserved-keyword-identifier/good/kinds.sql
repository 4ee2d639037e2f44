CREATE TABLE item (id int PRIMARY KEY, name text, value int, type text, date date);
