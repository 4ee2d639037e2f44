CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree);
CREATE TABLE leaf (id int PRIMARY KEY, tree int REFERENCES tree);
