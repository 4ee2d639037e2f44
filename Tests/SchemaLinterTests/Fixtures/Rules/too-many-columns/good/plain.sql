CREATE TABLE narrow (id int PRIMARY KEY, a int);
