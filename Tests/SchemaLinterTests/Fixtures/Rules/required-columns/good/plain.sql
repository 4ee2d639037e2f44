CREATE TABLE item (id int PRIMARY KEY, created_at timestamptz);
CREATE TEMPORARY TABLE scratch (id int);
