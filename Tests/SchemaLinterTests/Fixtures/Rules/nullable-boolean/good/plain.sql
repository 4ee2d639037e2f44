CREATE TABLE item (id int PRIMARY KEY, sold boolean NOT NULL, note text);
