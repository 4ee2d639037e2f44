CREATE TABLE item (id int PRIMARY KEY, label text, what regclass);
