CREATE TABLE person (id int PRIMARY KEY);
CREATE TABLE worker (wage int) INHERITS (person);
