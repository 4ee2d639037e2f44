CREATE TABLE item (id int PRIMARY KEY, handler regproc, label name, sign "char");
