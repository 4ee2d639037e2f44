CREATE TABLE "user" (id int PRIMARY KEY);
CREATE TABLE item (id int PRIMARY KEY, "order" int);
