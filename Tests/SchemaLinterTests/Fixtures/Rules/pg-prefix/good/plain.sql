CREATE TABLE pgorders (id int PRIMARY KEY, pg_id int);
